# Golden values of layer-wise pretraining from PyTorch: python3 test/golden/make_pretraining_golden.py
# Debian: apt-get install python3-torch. Written to pretraining/layers.json and pretraining/tied.json beside this file.
#
# Two layers, three steps each of the whole batch, in float64, by Adam as Keras has it. The first learns images by
# cross-entropy of the sigmoid, the second the codes of the first, as it was learnt, by squared error of what the decoder's
# layer gives (Vincent and others 2010, section 3.5, without corruption).
import json
import pathlib

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)
IMAGES, PIXELS, HIDDEN, CODE, STEPS = 10, 12, 5, 3, 3
RATE, BETA1, BETA2, EPSILON = 0.01, 0.9, 0.999, 1e-7


def adam(parameters, loss):
    moments = [(torch.zeros_like(one), torch.zeros_like(one)) for one in parameters]
    losses = []
    for step in range(1, STEPS + 1):
        value = loss()
        losses.append(value.item())
        slopes = torch.autograd.grad(value, parameters)
        rate = RATE * (1 - BETA2**step) ** 0.5 / (1 - BETA1**step)
        with torch.no_grad():
            for parameter, slope, (first, second) in zip(parameters, slopes, moments):
                first.mul_(BETA1).add_((1 - BETA1) * slope)
                second.mul_(BETA2).add_((1 - BETA2) * slope**2)
                parameter -= rate * first / (second.sqrt() + EPSILON)
    return losses


def golden(tied):
    torch.manual_seed(1)
    images = torch.randint(0, 256, (IMAGES, PIXELS))
    sizes = {
        "encoder.dense1.kernel": (PIXELS, HIDDEN),
        "encoder.dense1.bias": (HIDDEN,),
        "encoder.code.kernel": (HIDDEN, CODE),
        "encoder.code.bias": (CODE,),
        "decoder.dense1.kernel": (CODE, HIDDEN),
        "decoder.dense1.bias": (HIDDEN,),
        "decoder.output.kernel": (HIDDEN, PIXELS),
        "decoder.output.bias": (PIXELS,),
    }
    shared = ["decoder.dense1.kernel", "decoder.output.kernel"] if tied else []
    # As float32, as hourglass starts from float32.
    weights = {
        name: (0.4 * torch.randn(size)).float().double().requires_grad_()
        for name, size in sizes.items()
        if name not in shared
    }
    initial = {name: value.flatten().tolist() for name, value in weights.items()}

    def down(name, layer):
        return weights[f"encoder.{layer}.kernel"].T if tied else weights[f"decoder.{name}.kernel"]

    pixels = images.double() / 255

    def first():
        return torch.tanh(pixels @ weights["encoder.dense1.kernel"] + weights["encoder.dense1.bias"])

    def restored_pixels():
        logits = first() @ down("output", "dense1") + weights["decoder.output.bias"]
        return functional.binary_cross_entropy_with_logits(logits, pixels)

    def own(*layers):
        names = [f"{layer}.{part}" for layer in layers for part in ("kernel", "bias")]
        return [weights[name] for name in names if name in weights]

    losses = {"encoder.dense1": adam(own("encoder.dense1", "decoder.output"), restored_pixels)}
    codes = first().detach()

    def restored_codes():
        code = codes @ weights["encoder.code.kernel"] + weights["encoder.code.bias"]
        given = torch.tanh(code @ down("dense1", "code") + weights["decoder.dense1.bias"])
        return functional.mse_loss(given, codes)

    losses["encoder.code"] = adam(own("encoder.code", "decoder.dense1"), restored_codes)
    return {
        "torch": torch.__version__,
        "images": images.flatten().tolist(),
        "initial": initial,
        "losses": losses,
        "weights": {name: value.flatten().tolist() for name, value in weights.items()},
    }


folder = pathlib.Path(__file__).parent / "pretraining"
folder.mkdir(exist_ok=True)
for name, tied in {"layers": False, "tied": True}.items():
    (folder / f"{name}.json").write_text(json.dumps(golden(tied)) + "\n")
