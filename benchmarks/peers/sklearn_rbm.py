"""An epoch of scikit-learn's BernoulliRBM on MNIST-sized data: python sklearn_rbm.py <folder of MNIST's IDX files>.

Prints seconds an epoch and dense-equivalent GFLOP/s, 5 products of 2 * batch * 784 * 500 a step, as `harmonium bench` counts them.
"""
import gzip
import sys
import time

import numpy as np
from sklearn.neural_network import BernoulliRBM


def images(folder):
    with gzip.open(f"{folder}/train-images-idx3-ubyte.gz") as file:
        return np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)


def main():
    pixels = images(sys.argv[1])
    random = np.random.default_rng(1)
    data = (random.random(pixels.shape) < pixels / 255.0).astype(np.float32)
    for batch in (10, 100, 500):
        machine = BernoulliRBM(n_components=500, learning_rate=0.05, batch_size=batch, n_iter=1, random_state=1)
        start = time.perf_counter()
        machine.fit(data)
        seconds = time.perf_counter() - start
        operations = 5 * 2.0 * len(data) * 784 * 500
        print(f"sklearn pcd1-784x500-b{batch}: {seconds:.2f} s an epoch, {operations / seconds / 1e9:.0f} GFLOP/s")


if __name__ == "__main__":
    main()
