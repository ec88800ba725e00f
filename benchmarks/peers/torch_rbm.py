"""CD-1 epochs of an RBM written with PyTorch on MNIST: python torch_rbm.py <folder of MNIST's IDX files> [threads].

Prints seconds an epoch and dense-equivalent GFLOP/s, 5 products of 2 * batch * 784 * 500 a step, as `harmonium bench` counts them.
"""
import gzip
import sys
import time

import torch


def images(folder):
    with gzip.open(f"{folder}/train-images-idx3-ubyte.gz") as file:
        raw = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)[16:]
    return raw.reshape(-1, 784).float() / 255


def epoch(data, batch, weights, visible, hidden, rate):
    for rows in torch.randperm(len(data)).split(batch):
        v0 = torch.bernoulli(data[rows])
        h0 = torch.sigmoid(v0 @ weights + hidden)
        v1 = torch.bernoulli(torch.sigmoid(torch.bernoulli(h0) @ weights.T + visible))
        h1 = torch.sigmoid(v1 @ weights + hidden)
        weights += rate / len(rows) * (v0.T @ h0 - v1.T @ h1)
        visible += rate * (v0 - v1).mean(0)
        hidden += rate * (h0 - h1).mean(0)


def main():
    if len(sys.argv) > 2:
        torch.set_num_threads(int(sys.argv[2]))
    data = images(sys.argv[1])
    torch.manual_seed(1)
    for batch in (10, 100, 500):
        weights, visible, hidden = torch.randn(784, 500) * 0.01, torch.zeros(784), torch.zeros(500)
        epoch(data[: 50 * batch], batch, weights, visible, hidden, 0.05)
        start = time.perf_counter()
        epoch(data, batch, weights, visible, hidden, 0.05)
        seconds = time.perf_counter() - start
        operations = 5 * 2.0 * len(data) * 784 * 500
        print(f"torch cd1-784x500-b{batch}: {seconds:.2f} s an epoch, {operations / seconds / 1e9:.0f} GFLOP/s")


if __name__ == "__main__":
    main()
