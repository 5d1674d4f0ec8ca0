"""PyTorch at its best: float32 images preloaded, batches by index_select, the loss straight from the logits.

Arguments: the job's folder and the task as JSON (protocol.js), with intraOpThreads and the implementation of Adam
("default", "foreach" or "fused"). With --probe instead: writes the implementations that work here, and the rate of its matrix products.
"""

import json
import resource
import sys
import time

import numpy
import torch


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


def load(folder):
    with open(f"{folder}/job.json", encoding="utf-8") as file:
        job = json.load(file)
    count, size = job["imageCount"], job["imageSize"]
    images = numpy.fromfile(f"{folder}/images.u8", dtype=numpy.uint8).reshape(count, size)
    order = numpy.fromfile(f"{folder}/order.i32", dtype="<i4").astype(numpy.int64)
    weights = numpy.fromfile(f"{folder}/weights.f32", dtype="<f4").astype(numpy.float32)
    return job, torch.from_numpy(images).float().div_(255), torch.from_numpy(order), torch.from_numpy(weights)


def build(job, weights):
    first, second = torch.nn.Linear(job["imageSize"], job["latentSize"]), torch.nn.Linear(
        job["latentSize"], job["imageSize"]
    )
    model = torch.nn.Sequential(first, torch.nn.ReLU(inplace=True), second)
    sizes = [numpy.prod(parameter["shape"]) for parameter in job["parameters"]]
    values = torch.split(weights, sizes)
    with torch.no_grad():
        for layer, kernel, bias in ((first, *values[:2]), (second, *values[2:])):
            # Ours are [in, out], PyTorch's [out, in].
            layer.weight.copy_(kernel.view(layer.in_features, layer.out_features).t())
            layer.bias.copy_(bias)
    return model


def train(folder, task):
    torch.set_num_threads(task["intraOpThreads"])
    job, images, order, weights = load(folder)
    model = build(job, weights)
    optimizer = adam(
        model.parameters(),
        task["adam"],
        lr=job["learningRate"],
        betas=(job["beta1"], job["beta2"]),
        eps=job["epsilon"],
    )
    losses, seen, start = [], 0, None
    created = time.perf_counter()
    while True:
        count = min(job["batchSize"], job["imageCount"] - seen % job["imageCount"])
        position = seen % len(order)
        batch = images.index_select(0, order[position : position + count])
        loss = torch.nn.functional.binary_cross_entropy_with_logits(model(batch), batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
        seen += count
        now = time.perf_counter()
        if start is None:
            if now - created >= task["warmUpSeconds"]:
                start = (now, seen)
        elif now - start[0] >= task["seconds"]:
            break
    # Kilobytes, but bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "images": seen - start[1],
        "seconds": now - start[0],
        "losses": [float(f"{loss.item():.9g}") for loss in losses],
        "version": f"PyTorch {torch.__version__}",
        "threads": torch.get_num_threads(),
        "peakMemory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit,
    }


if sys.argv[1] == "--probe":
    print(json.dumps({"implementations": implementations(), "flopPerSecond": product_rate()}))
else:
    print(json.dumps(train(sys.argv[1], json.loads(sys.argv[2]))))
