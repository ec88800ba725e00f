"""The layered networks of `harmonium bench`, written with PyTorch: python torch_networks.py <folder of MNIST's IDX files> [threads].

Prints seconds and GFLOP/s of a 784-500-500-2000-10 epoch, a LeNet-5 epoch (batches of 100) and 100 updates of 256 units of long short-term memory (50 pieces by
64 characters). Operations are those of the products, forward and back, without the gradient of what came in; characters are looked up, not multiplied.
The networks learn with momentum 0.9, as Harmonium's do by default.
"""
import gzip
import sys
import time

import torch
from torch import nn


def read(path, header):
    with gzip.open(path) as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)[header:]


def digits(folder):
    images = read(f"{folder}/train-images-idx3-ubyte.gz", 16).reshape(-1, 784).float() / 255
    return images, read(f"{folder}/train-labels-idx1-ubyte.gz", 8).long()


def epoch(network, images, labels, batch=100):
    optimizer, loss = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9), nn.CrossEntropyLoss()
    for rows in torch.randperm(len(images)).split(batch):
        optimizer.zero_grad()
        loss(network(images[rows]), labels[rows]).backward()
        optimizer.step()


def perceptron():
    sizes = (784, 500, 500, 2000, 10)
    layers = []
    for left, right in zip(sizes, sizes[1:]):
        layers += [nn.Linear(left, right), nn.Sigmoid()]
    products = [left * right for left, right in zip(sizes, sizes[1:])]
    return nn.Sequential(*layers[:-1]), 2 * (2 * products[0] + 3 * sum(products[1:]))


def lenet():
    network = nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))
    return network, 2 * (2 * 6 * 25 * 784 + 3 * (16 * 150 * 100 + 400 * 120 + 120 * 84 + 84 * 10))


def text(units=256, batch=50, window=64, updates=100, characters=65):
    memory, output = nn.LSTM(units, units), nn.Linear(units, characters)
    table = nn.Embedding(characters, units)
    parameters = [*memory.parameters(), *output.parameters(), *table.parameters()]
    optimizer, loss = torch.optim.Adam(parameters, lr=0.002), nn.CrossEntropyLoss()
    codes, state = torch.randint(characters, (window + 1, batch)), None

    def update():
        nonlocal state
        optimizer.zero_grad()
        hidden, state = memory(table(codes[:-1]), state)
        state = tuple(tensor.detach() for tensor in state)
        loss(output(hidden).flatten(0, 1), codes[1:].flatten()).backward()
        nn.utils.clip_grad_norm_(parameters, 5)
        optimizer.step()

    update()
    start = time.perf_counter()
    for _ in range(updates):
        update()
    # PyTorch's cell multiplies its input as well, as the operation counted here does not: seconds compare, shares of a peak do not.
    return time.perf_counter() - start, 6.0 * units * (4 * units + characters) * batch * window * updates


def main():
    if len(sys.argv) > 2:
        torch.set_num_threads(int(sys.argv[2]))
    images, labels = digits(sys.argv[1])
    torch.manual_seed(1)
    for name, (network, operations) in (("mlp-784-500-500-2000-10-b100", perceptron()), ("lenet5-b100", lenet())):
        epoch(network, images[:5000], labels[:5000])
        start = time.perf_counter()
        epoch(network, images, labels)
        seconds = time.perf_counter() - start
        print(f"torch {name}: {seconds:.2f} s an epoch, {operations * len(images) / seconds / 1e9:.0f} GFLOP/s")
    seconds, operations = text()
    print(f"torch lstm-256-b50-t64-100-updates: {seconds:.2f} s, {operations / seconds / 1e9:.0f} GFLOP/s")


if __name__ == "__main__":
    main()
