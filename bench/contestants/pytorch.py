"""PyTorch at its best: float32 images preloaded, batches by index_select, the loss straight from the logits, noise from its
own generator.

Arguments: the job's folder and the task as JSON, with intraOpThreads, the implementation of Adam ("default", "foreach" or "fused") and
the memory format of convolutions ("contiguous" or "channels_last"); then it obeys the lines on stdin (protocol.js). With --probe instead:
writes the implementations that work here, the rate of its matrix products, and what computes them.
"""

import ctypes
import json
import re
import resource
import sys
import time

import numpy
import torch
from torch.nn import Conv2d, ConvTranspose2d, Flatten, Linear, MaxPool2d, ReLU, Sequential, Tanh, Unflatten
from torch.nn.functional import binary_cross_entropy_with_logits


def adam(parameters, implementation, **options):
    choice = {} if implementation == "default" else {implementation: True}
    return torch.optim.Adam(parameters, **options, **choice)


def implementations():
    """Those that this version offers on a CPU: found by taking a step with each."""
    working = []
    for name in ("default", "foreach", "fused"):
        try:
            parameter = torch.nn.Parameter(torch.ones(1))
            parameter.grad = torch.ones(1)
            adam([parameter], name).step()
            working.append(name)
        except (TypeError, RuntimeError, ValueError):
            pass
    return working


def product_rate():
    """FLOP/s of the best of several 512 x 512 x 512 float32 products, with one thread."""
    torch.set_num_threads(1)
    size = 512
    matrix = torch.randn(size, size)
    best = float("inf")
    for _ in range(8):
        started = time.perf_counter()
        torch.mm(matrix, matrix)
        best = min(best, time.perf_counter() - started)
    return 2 * size**3 / best


def kernel():
    """What multiplies matrices in this process, by what the loaded libraries say of themselves, and the vector width of the rest."""
    torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    configuration = torch.__config__.show()
    blas = openblas() or next(iter(re.findall(r"BLAS_INFO=(\w+)", configuration)), "unknown BLAS")
    cpu = getattr(torch.backends, "cpu", None)
    if hasattr(cpu, "get_cpu_capability"):
        capability = cpu.get_cpu_capability()
    else:
        capability = next(iter(re.findall(r"CPU capability usage: (.+)", configuration)), "unknown")
    return f"{blas}; vectors: {capability}"


def openblas():
    """Of OpenBLAS, version and chosen kernel: it chooses among many when it is loaded."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as file:
            paths = {line.split()[-1] for line in file if re.search(r"blas[^/]*$", line)}
    except OSError:
        return None
    for path in sorted(paths):
        try:
            library = ctypes.CDLL(path)
            words = []
            for name in ("openblas_get_config", "openblas_get_corename"):
                ask = getattr(library, name)
                ask.restype = ctypes.c_char_p
                words.append(ask().decode())
        except (OSError, AttributeError):
            continue
        config, core = words
        threads = library.openblas_get_num_threads()
        return f"{' '.join(config.split()[:2])}, {core} kernel, {threads} thread{'' if threads == 1 else 's'}"
    return None


def load(folder):
    with open(f"{folder}/job.json", encoding="utf-8") as file:
        job = json.load(file)
    count, size = job["imageCount"], job["imageSize"]
    images = numpy.fromfile(f"{folder}/images.u8", dtype=numpy.uint8).reshape(count, size)
    order = numpy.fromfile(f"{folder}/order.i32", dtype="<i4").astype(numpy.int64)
    return job, torch.from_numpy(images).float().div_(255), torch.from_numpy(order)


class Autoencoder(torch.nn.Module):
    """Learns to restore what it is given."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = Sequential(*layers)

    def objective(self, images):
        return binary_cross_entropy_with_logits(self.layers(images), images)


class DenoisingAutoencoder(Autoencoder):
    """Learns to restore images from noisy ones."""

    def objective(self, images):
        noisy = torch.add(images, torch.randn_like(images), alpha=0.5).clamp_(0, 1)
        return binary_cross_entropy_with_logits(self.layers(noisy), images)


class VariationalAutoencoder(torch.nn.Module):
    """The encoder gives mean and log-variance of a normal code; images are binarised in every step."""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = Sequential(*encoder), Sequential(*decoder)

    def objective(self, images):
        binary = torch.bernoulli(images)
        mean, log_variance = self.encoder(binary).chunk(2, 1)
        codes = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        error = binary_cross_entropy_with_logits(self.decoder(codes), binary, reduction="sum")
        divergence = 0.5 * (mean.square() + log_variance.exp() - log_variance - 1).sum()
        return (error + divergence) / len(images)


def relu():
    return ReLU(inplace=True)


def doubling(channels, filters):
    return ConvTranspose2d(channels, filters, 3, stride=2, padding=1, output_padding=1)


# fmt: off
MODELS = {
    "vanilla": lambda: Autoencoder(Linear(784, 32), relu(), Linear(32, 784)),
    "deep": lambda: Autoencoder(
        Linear(784, 512), relu(), Linear(512, 256), relu(), Linear(256, 32),
        Linear(32, 256), relu(), Linear(256, 512), relu(), Linear(512, 784),
    ),
    "convolutional": lambda: Autoencoder(
        Unflatten(1, (1, 28, 28)),
        Conv2d(1, 32, 3, padding=1), MaxPool2d(2), relu(),
        Conv2d(32, 64, 3, padding=1), MaxPool2d(2), relu(),
        Flatten(), Linear(3136, 32), Linear(32, 3136), relu(), Unflatten(1, (64, 7, 7)),
        doubling(64, 32), relu(), doubling(32, 1),
        Flatten(),
    ),
    "denoising": lambda: DenoisingAutoencoder(Linear(784, 32), relu(), Linear(32, 784)),
    "variational": lambda: VariationalAutoencoder(
        (Linear(784, 200), Tanh(), Linear(200, 200), Tanh(), Linear(200, 2 * 50)),
        (Linear(50, 200), Tanh(), Linear(200, 200), Tanh(), Linear(200, 784)),
    ),
}
# fmt: on


def build(folder, job, name):
    """The model with the job's weights."""
    model = MODELS[name]()
    values = torch.from_numpy(numpy.fromfile(f"{folder}/{name}.f32", dtype="<f4").astype(numpy.float32))
    shapes = [parameter["shape"] for parameter in job["parameters"][name]]
    parts = torch.split(values, [int(numpy.prod(shape)) for shape in shapes])
    with torch.no_grad():
        for parameter, part, shape in zip(model.parameters(), parts, shapes):
            initial = part.view(shape)
            # Our dense kernels are [in, out], PyTorch's [out, in].
            parameter.copy_(initial.t() if len(shape) == 2 else initial)
    return model


def train(folder, task):
    torch.set_num_threads(task["intraOpThreads"])
    job, images, order = load(folder)
    torch.manual_seed(job["seed"])
    model = build(folder, job, task["model"])
    if task["memoryFormat"] == "channels_last":
        model.to(memory_format=torch.channels_last)
    optimizer = adam(
        model.parameters(),
        task["adam"],
        lr=job["learningRate"],
        betas=(job["beta1"], job["beta2"]),
        eps=job["epsilon"],
    )
    losses, seen = [], 0
    ready = {"version": f"PyTorch {torch.__version__}", "threads": torch.get_num_threads(), "kernel": kernel()}
    say(ready)
    for line in sys.stdin:
        message = json.loads(line)
        if "end" in message:
            break
        before, started = seen, time.perf_counter()
        while True:
            count = min(job["batchSize"], job["imageCount"] - seen % job["imageCount"])
            position = seen % len(order)
            batch = images.index_select(0, order[position : position + count])
            loss = model.objective(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
            seen += count
            seconds = time.perf_counter() - started
            if seconds >= message["seconds"]:
                break
        say({"amount": seen - before, "seconds": seconds})
    # Kilobytes, but bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    say(
        {
            "losses": [float(f"{loss.item():.9g}") for loss in losses],
            "peakMemory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit,
        }
    )


def say(message):
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--probe":
        say(
            {
                "version": torch.__version__,
                "implementations": implementations(),
                "flopPerSecond": product_rate(),
                "kernel": kernel(),
            }
        )
    else:
        train(sys.argv[1], json.loads(sys.argv[2]))
