# Golden values of optimisers and schedules from PyTorch: python3 test/golden/make_optimizer_golden.py
# Debian: apt-get install python3-torch. Written to optimizers/steps.json beside this file.
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
GRADIENTS = torch.randn(6, 5)
START = torch.randn(5)


def trajectory(make, rate=0.1):
    """The parameter after each step, for gradients that do not depend on it."""
    parameter = torch.nn.Parameter(START.clone())
    optimizer = make([parameter], rate)
    after = []
    for gradient in GRADIENTS:
        parameter.grad = gradient.clone()
        optimizer.step()
        after.append(parameter.detach().tolist())
    return after


def sgd(momentum, nesterov=False):
    return lambda parameters, rate: torch.optim.SGD(parameters, lr=rate, momentum=momentum, nesterov=nesterov)


def one_cycle(steps, rise):
    """The learning rate of every step, of a largest rate of 0.01."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=0.01, total_steps=steps, pct_start=rise, cycle_momentum=False
    )
    rates = []
    for _ in range(steps):
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        if len(rates) < steps:
            schedule.step()
    return rates


golden = {
    "torch": torch.__version__,
    "start": START.tolist(),
    "gradients": GRADIENTS.tolist(),
    "rate": 0.1,
    "sgd": [
        {"options": {"kind": "sgd", "momentum": 0}, "after": trajectory(sgd(0))},
        {"options": {"kind": "sgd", "momentum": 0.9}, "after": trajectory(sgd(0.9))},
        {
            "options": {"kind": "sgd", "momentum": 0.9, "nesterov": True},
            "after": trajectory(sgd(0.9, nesterov=True)),
        },
    ],
    "oneCycle": [
        {"steps": 60, "rise": 0.3, "rates": one_cycle(60, 0.3)},
        {"steps": 50, "rise": 0.1, "rates": one_cycle(50, 0.1)},
    ],
}
path = pathlib.Path(__file__).parent / "optimizers" / "steps.json"
path.write_text(json.dumps(golden, indent=1) + "\n")
