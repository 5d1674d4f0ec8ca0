"""PyTorch on a graphics processor: images lie there, batches by index_select, the faster of foreach and fused Adam.

Argument: JSON with models, batchSizes, rounds and seconds of each. Writes a line of JSON: the version, the name of the device, and of each model and
batch size images a second, a number a round; or what is missing.
"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "contestants"))

import pytorch
import torch


def rate(model, optimizer, images, batch_size, seconds):
    """Images a second of steps that take about so long."""
    torch.cuda.synchronize()
    steps, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        for _ in range(10):
            order = torch.randint(len(images), (batch_size,), device=images.device)
            loss = model.objective(images.index_select(0, order))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            steps += 1
        torch.cuda.synchronize()
    return steps * batch_size / (time.perf_counter() - started)


def measure(name, batch_size, task):
    device = torch.device("cuda")
    images = torch.rand(16384, 784, device=device)
    found = []
    for implementation in pytorch.implementations():
        model = pytorch.MODELS[name]().to(device)
        try:
            optimizer = pytorch.adam(model.parameters(), implementation, lr=0.001)
            rate(model, optimizer, images, batch_size, task["seconds"])
            found.append([rate(model, optimizer, images, batch_size, task["seconds"]) for _ in range(task["rounds"])])
        except RuntimeError:
            # An implementation that this device lacks.
            continue
    return max(found, key=sum)


task = json.loads(sys.argv[1])
if not torch.cuda.is_available():
    print(json.dumps({"missing": f"PyTorch {torch.__version__} has no CUDA here"}))
else:
    torch.backends.cudnn.benchmark = True
    rates = [
        {"model": name, "batchSize": size, "rates": measure(name, size, task)}
        for name in task["models"]
        for size in task["batchSizes"]
    ]
    answer = {"version": f"PyTorch {torch.__version__}", "device": torch.cuda.get_device_name(), "rates": rates}
    print(json.dumps(answer))
