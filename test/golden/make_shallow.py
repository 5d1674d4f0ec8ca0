"""Writes shallow.json: three training steps of the 784-32-784 autoencoder as PyTorch takes them.

    python3 test/golden/make_shallow.py

Made with PyTorch 1.13. Weights and images come from whole-number formulas that golden.test.ts repeats, and are exact
in float32. PyTorch computes in float64, so that the golden values carry no rounding of their own: what is left in a
comparison is ours.
"""

import base64
import json
import math
from pathlib import Path

import numpy
import torch

PIXELS, LATENT, BATCH, STEPS = 784, 32, 8, 3
LEARNING_RATE, BETAS, EPSILON = 1e-3, (0.9, 0.999), 1e-7
# Coprime to both sides of the kernels, so that the entries kept come from every row and column.
STRIDE = 25


def scrambled(count, seed):
    """Whole numbers in [0, 2^32): a multiplicative hash of their positions, folded once."""
    index = numpy.arange(count, dtype=numpy.uint64) + numpy.uint64(seed)
    x = (index * numpy.uint64(2654435761)) & numpy.uint64(0xFFFFFFFF)
    x ^= x >> numpy.uint64(15)
    return (x * numpy.uint64(2246822519)) & numpy.uint64(0xFFFFFFFF)


def weights(count, seed):
    """Multiples of 2^-15 in [-2^-4, 2^-4), about as large as Glorot's."""
    whole = (scrambled(count, seed) >> numpy.uint64(20)).astype(numpy.int64) - 2048
    return torch.from_numpy(whole.astype(numpy.float64) / 2**15)


def images(count):
    """Bytes, of which about two thirds are 0."""
    x = scrambled(count * PIXELS, 7_000_000) >> numpy.uint64(16)
    grey = (x & numpy.uint64(255)).astype(numpy.float64)
    return torch.from_numpy(numpy.where((x >> numpy.uint64(8)) % 3 == 0, grey, 0.0).reshape(count, PIXELS))


def initial_parameters():
    return {
        "encoder.code.kernel": weights(PIXELS * LATENT, 1_000_000).reshape(PIXELS, LATENT),
        "encoder.code.bias": weights(LATENT, 2_000_000),
        "decoder.output.kernel": weights(LATENT * PIXELS, 3_000_000).reshape(LATENT, PIXELS),
        "decoder.output.bias": weights(PIXELS, 4_000_000),
    }


def train(loss_name, epsilon_to):
    parameters = {name: value.clone().requires_grad_() for name, value in initial_parameters().items()}
    optimizer = torch.optim.Adam(parameters.values(), lr=LEARNING_RATE, betas=BETAS, eps=EPSILON)
    losses = []
    for step, batch in enumerate((images(STEPS * BATCH) / 255).split(BATCH), start=1):
        code = torch.relu(batch @ parameters["encoder.code.kernel"] + parameters["encoder.code.bias"])
        logits = code @ parameters["decoder.output.kernel"] + parameters["decoder.output.bias"]
        if loss_name == "bce":
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, batch)
        else:
            loss = torch.nn.functional.mse_loss(torch.sigmoid(logits), batch)
        if epsilon_to == "uncorrected":
            # PyTorch adds epsilon to sqrt(v / (1 - beta2^t)). Keras adds it to sqrt(v): the same, were it larger.
            optimizer.param_groups[0]["eps"] = EPSILON / math.sqrt(1 - BETAS[1] ** step)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    tensors = {}
    for name, parameter in parameters.items():
        state = optimizer.state[parameter]
        tensors[name] = summary(parameter.detach())
        tensors[f"{name}.first_moment"] = summary(state["exp_avg"])
        tensors[f"{name}.second_moment"] = summary(state["exp_avg_sq"])
    return {"loss": loss_name, "epsilonTo": epsilon_to, "losses": losses, "tensors": tensors}


def summary(tensor):
    """Every entry of a bias and every STRIDE-th of a kernel, base64 of little-endian float32, and what all sum to."""
    stride = 1 if tensor.ndim == 1 else STRIDE
    flat = tensor.reshape(-1).numpy()
    return {
        "stride": stride,
        "entries": base64.b64encode(flat[::stride].astype("<f4").tobytes()).decode(),
        "largest": float(numpy.abs(flat).max()),
        "sum": float(flat.sum()),
        "sumOfSquares": float((flat * flat).sum()),
    }


golden = {
    "torch": torch.__version__,
    "adam": {"learningRate": LEARNING_RATE, "beta1": BETAS[0], "beta2": BETAS[1], "epsilon": EPSILON},
    "trainings": [train(loss, to) for loss in ("bce", "mse") for to in ("corrected", "uncorrected")],
}
path = Path(__file__).with_name("shallow.json")
path.write_text(json.dumps(golden, indent=1) + "\n")
