"""Writes CASE.json: three training steps of small autoencoders as PyTorch takes them.

    python3 test/golden/make_golden.py [CASE ...]

All cases unless some are named. Where a gradient is 0 but for rounding, another processor gives other digits.

Made with PyTorch 1.13. Each file has all that a step starts from (settings as hourglass has them, images, initial
weights, random words) and what PyTorch makes of it. PyTorch computes in float64, so that the golden values carry no
rounding of their own: what is left in a comparison is ours. Random words become noise by the formulas of
src/model/noise.ts, in float32 as there; all else is plain PyTorch, written from the papers.
"""

import json
import math
import sys
from pathlib import Path

import numpy
import torch
from torch.distributions import Bernoulli, Normal, kl_divergence
from torch.nn import functional

BATCH, STEPS = 6, 3


class Network:
    """Parameters, statistics and random words of a case, each made where the forward pass first asks for it."""

    def __init__(self, seed, grain):
        self.random, self.grain = numpy.random.default_rng(seed), grain
        self.parameters, self.statistics, self.initial = {}, {}, {}
        self.words, self.words_of_step, self.step = {}, {}, 0
        # What becomes of parameters after the optimiser has moved them in this step.
        self.projections = {}
        # Parameters whose names begin so are not trained, and their layers are used as they were learnt.
        self.frozen, self.labels = (), None

    def draw(self, name, shape, middle, spread):
        """Multiples of the grain, which keep the files small; as float32, as hourglass starts from float32."""
        exact = middle + spread * self.random.uniform(-1, 1, shape)
        values = (numpy.round(exact / self.grain) * self.grain).astype(numpy.float32)
        self.initial[name] = values.reshape(-1)
        return torch.from_numpy(values.astype(numpy.float64))

    def parameter(self, name, shape, middle=0.0, spread=0.1):
        if name.startswith(self.frozen):
            if name not in self.statistics:
                self.statistics[name] = self.draw(name, shape, middle, spread)
            return self.statistics[name]
        if name not in self.parameters:
            self.parameters[name] = self.draw(name, shape, middle, spread).requires_grad_()
        return self.parameters[name]

    def statistic(self, name, size, middle, spread):
        if name not in self.statistics:
            self.statistics[name] = self.draw(name, (size,), middle, spread)
        return self.statistics[name]

    def kernel(self, name, shape, fans):
        return self.parameter(f"{name}.kernel", shape, spread=math.sqrt(6 / fans))

    def dense(self, name, x, units):
        kernel = self.kernel(name, (x.shape[1], units), x.shape[1] + units)
        return x @ kernel + self.parameter(f"{name}.bias", (units,))

    def convolution(self, name, x, filters, size=3, stride=1):
        kernel = self.kernel(name, (filters, x.shape[1], size, size), (x.shape[1] + filters) * size**2)
        bias = self.parameter(f"{name}.bias", (filters,))
        return functional.conv2d(x, kernel, bias, stride=stride, padding=size // 2)

    def convolution_1d(self, name, x, filters, size=3):
        kernel = self.kernel(name, (filters, x.shape[1], size), (x.shape[1] + filters) * size)
        return functional.conv1d(x, kernel, self.parameter(f"{name}.bias", (filters,)), padding=size // 2)

    def transposed_convolution(self, name, x, filters):
        kernel = self.kernel(name, (x.shape[1], filters, 3, 3), (x.shape[1] + filters) * 9)
        bias = self.parameter(f"{name}.bias", (filters,))
        return functional.conv_transpose2d(x, kernel, bias, stride=2, padding=1, output_padding=1)

    def batch_normalization(self, name, x):
        features = x.shape[1]
        scale = self.parameter(f"{name}.scale", (features,), 1.0, 0.3)
        shift = self.parameter(f"{name}.shift", (features,), 0.0, 0.3)
        mean = self.statistic(f"{name}.moving_mean", features, 0.0, 0.3)
        variance = self.statistic(f"{name}.moving_variance", features, 1.0, 0.3)
        learns = not name.startswith(self.frozen)
        return functional.batch_norm(x, mean, variance, scale, shift, training=learns)

    def layer_normalization(self, name, x):
        shape = x.shape[1:]
        scale = self.parameter(f"{name}.scale", (math.prod(shape),), 1.0, 0.3)
        shift = self.parameter(f"{name}.shift", (math.prod(shape),), 0.0, 0.3)
        return functional.layer_norm(x, shape, scale.reshape(shape), shift.reshape(shape), eps=1e-5)

    def dropout(self, name, x, rate):
        dropped = self.uniform(name, x.shape[1]) < rate
        return torch.where(dropped, torch.zeros_like(x), x / (1 - rate))

    # Noise ---------------------------------------------------------------------------------------------------------

    def begin_step(self):
        self.step += 1
        for name, words in self.words_of_step.items():
            self.words.setdefault(name, []).append(words)
        self.words_of_step = {}

    def given_words(self, name, count):
        """Random words of this step, the same for all who ask by this name; they go into the file."""
        if name not in self.words_of_step:
            self.words_of_step[name] = self.random.integers(-(2**31), 2**31, count).astype(numpy.int32)
        return self.words_of_step[name]

    def bits(self, source, width):
        """int32 [batch, width]: a_j r_i + b_j, wrapping around."""
        rows = self.given_words("noise.rows", BATCH)
        words = self.given_words(f"noise.{source}", 2 * width)
        with numpy.errstate(over="ignore"):
            return words[None, :width] * rows[:, None] + words[None, width:]

    def uniform(self, source, width):
        share = self.bits(source, width).astype(numpy.float32) * numpy.float32(2**-32) + numpy.float32(0.5)
        return torch.from_numpy(share.astype(numpy.float64))

    def normal(self, source, width):
        """Box and Muller, in float32."""
        half = (width + 1) // 2
        magnitude = numpy.abs(self.bits(f"{source}.radius", half).astype(numpy.float32)) * numpy.float32(2**-31)
        radius = numpy.sqrt(numpy.float32(-2) * numpy.log(magnitude + numpy.float32(2**-33)))
        angle = self.bits(f"{source}.angle", half).astype(numpy.float32) * numpy.float32(math.pi * 2**-31)
        both = numpy.concatenate([radius * numpy.cos(angle), radius * numpy.sin(angle)], axis=1)
        return torch.from_numpy(both[:, :width].astype(numpy.float64))


# Objectives --------------------------------------------------------------------------------------------------------


def table_loss(table):
    """Of the rows of a table: of each column the loss of its nature by its weight, summed, mean over columns and rows."""

    def loss(logits, target, reduction):
        total, start = 0, 0
        weights = [column.get("weight", 1) for column in table]
        for nature, size, column in parts_of(table):
            z, x = (of[:, start : start + size] for of in (logits, target))
            start += size
            if nature == "quantity":
                part = functional.mse_loss(z, x, reduction="sum")
            elif nature == "gap":
                part = functional.binary_cross_entropy_with_logits(z, x, reduction="sum")
            else:
                part = functional.cross_entropy(z, x.argmax(dim=1), reduction="sum")
            total = total + weights[column] * part
        return total if reduction == "sum" else total / (len(target) * len(table))

    return loss


def parts_of(table):
    """What is seen of a row, in order: each quantity, a gap of each that may be missing, each column of words with any other."""
    quantities = [place for place, column in enumerate(table) if column["kind"] != "words"]
    worded = [place for place, column in enumerate(table) if column["kind"] == "words"]
    return [
        *(("quantity", 1, place) for place in quantities),
        *(("gap", 1, place) for place in quantities if table[place].get("missing")),
        *(("word", len(table[place]["words"]) + 1, place) for place in worded),
    ]


def reconstruction(loss, logits, target, reduction="mean"):
    if callable(loss):
        return loss(logits, target, reduction)
    if loss == "linear mse":
        return functional.mse_loss(logits, target, reduction=reduction)
    if loss == "bce":
        return functional.binary_cross_entropy_with_logits(logits, target, reduction=reduction)
    return functional.mse_loss(torch.sigmoid(logits), target, reduction=reduction)


def deterministic(encode, decode, loss="bce", penalty=lambda code: 0, corrupt=lambda net, x: x):
    """Mean over pixels and images, plus a penalty on the code."""

    def objective(net, x):
        code = encode(net, corrupt(net, x))
        asked = penalty(code, net, x) if getattr(penalty, "needs_network", False) else penalty(code)
        return reconstruction(loss, decode(net, code), x) + asked

    return objective


def variational(encode, decode, loss="bce", beta=1, binarize=False, penalty=None):
    """
    The negative evidence lower bound, mean over images, with one sample of the code (Kingma and Welling, 2014).
    penalty: of the codes, their posteriors, the divergence of each image and the network.
    """

    def objective(net, x):
        target = (x > net.uniform("binarization", x.shape[1])).double() if binarize else x
        mean, log_variance = encode(net, target).chunk(2, dim=1)
        posterior = Normal(mean, torch.exp(log_variance / 2))
        code = mean + posterior.scale * net.normal("code", mean.shape[1])
        divergence = kl_divergence(posterior, Normal(torch.zeros_like(mean), torch.ones_like(mean)))
        asked = 0 if penalty is None else penalty(code, posterior, divergence.sum(dim=1), net)
        return (reconstruction(loss, decode(net, code), target, "sum") + beta * divergence.sum()) / len(x) + asked

    return objective


def importance_weighted(encode, decode, samples, binarize=False):
    """Burda, Grosse and Salakhutdinov, 2016, equation 8: the negative bound with several samples of the code."""

    def objective(net, x):
        target = (x > net.uniform("binarization", x.shape[1])).double() if binarize else x
        mean, log_variance = encode(net, target).chunk(2, dim=1)
        posterior = Normal(mean[:, None, :], torch.exp(log_variance / 2)[:, None, :])
        size = mean.shape[1]
        deviates = net.normal("code", samples * size).reshape(len(x), samples, size)
        codes = posterior.loc + posterior.scale * deviates
        logits = decode(net, codes.reshape(-1, size)).reshape(len(x), samples, -1)
        likelihood = Bernoulli(logits=logits, validate_args=False).log_prob(target[:, None, :]).sum(dim=2)
        prior = Normal(0.0, 1.0).log_prob(codes).sum(dim=2)
        weights = likelihood + prior - posterior.log_prob(codes).sum(dim=2)
        return -(weights.logsumexp(dim=1) - math.log(samples)).mean()

    return objective


def masked(encode, decode, size, level, height, width):
    """He and others, 2022: patches hidden from the encoder, and the loss on them alone, mean over hidden pixels."""

    def objective(net, x):
        rows, columns = -(-height // size), -(-width // size)
        hidden = (net.uniform("corruption", rows * columns) < level).double().reshape(-1, rows, 1, columns, 1)
        hidden = hidden.expand(-1, rows, size, columns, size).reshape(len(x), rows * size, columns * size)
        hidden = hidden[:, :height, :width].reshape(len(x), -1)
        logits = decode(net, encode(net, x * (1 - hidden)))
        errors = functional.binary_cross_entropy_with_logits(logits, x, reduction="none")
        return (errors * hidden).sum() / hidden.sum()

    return objective


def vector_quantized(encode, decode, entries, size, averages, beta, decay=0.99, spatial=False):
    """Van den Oord, Vinyals and Kavukcuoglu, 2017: equation 3, or moving averages (appendix A.1); dead entries start anew."""
    name = "encoder.code"

    def nearest(vectors, codebook):
        return torch.cdist(vectors, codebook, compute_mode="donot_use_mm_for_euclid_dist").argmin(dim=1)

    def objective(net, x):
        values = encode(net, x)
        values = values.permute(0, 2, 3, 1).flatten(1) if spatial else values
        vectors = values.reshape(-1, size)
        shape, spread = (entries, size), math.sqrt(6 / (entries + size))
        if averages and f"{name}.codebook" not in net.statistics:
            net.statistics[f"{name}.codebook"] = net.draw(f"{name}.codebook", shape, 0, spread)
        kept = net.statistics.get(f"{name}.codebook")
        codebook = kept if averages else net.parameter(f"{name}.codebook", shape, spread=spread)
        if f"{name}.counts" not in net.statistics:
            net.initial[f"{name}.counts"] = numpy.zeros(entries, numpy.float32)
            net.statistics[f"{name}.counts"] = torch.zeros(entries, dtype=torch.float64)
        chosen = functional.one_hot(nearest(vectors.detach(), codebook.detach()), entries).double()
        found = (chosen @ codebook).reshape(values.shape)
        code = values + (found - values).detach()
        commitment = ((values - found.detach()) ** 2).mean()
        moved = 0 if averages else ((found - values.detach()) ** 2).mean()
        before = net.statistics[f"{name}.counts"]
        counts = decay * before + (1 - decay) * chosen.sum(dim=0)
        share = len(vectors) / entries
        dead = counts < 0.01 * share
        # Of the words for each entry and image those of the first image.
        words = net.uniform(name, entries)[0].numpy().astype(numpy.float32)
        rows = (words * numpy.float32(len(vectors) * numpy.float32(1 - 1e-6))).astype(numpy.int64)
        anew = vectors.detach()[torch.from_numpy(rows)]
        net.statistics[f"{name}.counts"] = torch.where(dead, torch.full_like(counts, share), counts)
        if averages:
            sums = decay * before[:, None] * codebook + (1 - decay) * chosen.T @ vectors.detach()
            averaged = sums / counts.clamp(min=1e-9)[:, None]
            net.statistics[f"{name}.codebook"] = torch.where(dead[:, None], anew, averaged)
        else:
            net.projections[f"{name}.codebook"] = lambda moved: torch.where(dead[:, None], anew, moved)
        return reconstruction("bce", decode(net, code), x) + beta * commitment + moved

    return objective


def dictionary(units, select, dead=None):
    """
    Bricken and others, 2023; Gao and others, 2024: the centre is subtracted from the input and added to the atoms, whose
    length is 1 after each step.
    select: of the network and pre-activations, the code and what is added to the loss.
    dead: k, weight and samples of the auxiliary loss (Gao and others, 2024, appendix A.2); half of the units start idle.
    """
    name = "encoder.code"

    def objective(net, x):
        pixels = x.shape[1]
        kernel = net.kernel(name, (pixels, units), pixels + units)
        # Those that start as idle ones have lower pre-activations, so that some stay so.
        lower = 0 if dead is None else numpy.where(numpy.arange(units) % 2, -0.25, 0)
        bias = net.parameter(f"{name}.bias", (units,), middle=lower)
        centre = net.parameter(f"{name}.centre", (pixels,))
        if f"{name}.idle" not in net.statistics:
            net.initial[f"{name}.idle"] = numpy.where(numpy.arange(units) % 2, 40, 0).astype(numpy.float32)
            net.statistics[f"{name}.idle"] = torch.from_numpy(net.initial[f"{name}.idle"].astype(numpy.float64))
        idle = net.statistics[f"{name}.idle"]
        before = torch.relu((x - centre) @ kernel + bias)
        code, added = select(net, before)
        active = (code > 0).any(dim=0)
        net.statistics[f"{name}.idle"] = torch.where(active, torch.zeros_like(idle), idle + len(x))
        atoms = net.kernel("decoder.output", (units, pixels), pixels + units)
        net.projections["decoder.output.kernel"] = lambda moved: moved / moved.norm(dim=1, keepdim=True)
        made = code @ atoms + centre
        loss = functional.mse_loss(made, x) + added
        if dead is None:
            return loss
        k, weight, samples = dead
        is_dead = idle >= samples
        assert 0 < is_dead.sum() < units, "some units are dead"
        rebuilt = keep_largest(k)(torch.where(is_dead, before, torch.zeros_like(before))) @ atoms
        return loss + weight * functional.mse_loss(rebuilt, (x - made).detach())

    return objective


class Jump(torch.autograd.Function):
    """x H(x - theta), or H(x - theta): Rajamanoharan and others, 2024, equations 11 and 12."""

    @staticmethod
    def forward(context, x, theta, bandwidth, counts):
        context.save_for_backward(x, theta)
        context.bandwidth, context.counts = bandwidth, counts
        above = (x > theta).to(x.dtype)
        return above if counts else x * above

    @staticmethod
    def backward(context, gradient):
        x, theta = context.saved_tensors
        near = ((x - theta).abs() / context.bandwidth < 0.5).to(x.dtype)
        slope = -(1 if context.counts else theta) / context.bandwidth * near
        of_x = torch.zeros_like(x) if context.counts else (x > theta).to(x.dtype) * gradient
        return of_x, (gradient * slope).sum(dim=0), None, None


def select_jumps(threshold, bandwidth, weight):
    def select(net, before):
        name = "encoder.code.log_threshold"
        theta = torch.exp(net.parameter(name, before.shape[1:], middle=math.log(threshold)))
        active = Jump.apply(before, theta, bandwidth, True)
        return Jump.apply(before, theta, bandwidth, False), weight * active.sum(dim=1).mean()

    return select


def classifier(encode, head):
    """The cross-entropy of the softmax of the head's logits, mean over images; codes are standardised by what stays."""

    def objective(net, x):
        labels = net.labels[net.step * BATCH :][: len(x)]
        code = encode(net, x)
        mean = net.statistic("head.code.mean", code.shape[1], 0.0, 0.3)
        deviation = net.statistic("head.code.deviation", code.shape[1], 1.0, 0.3)
        return functional.cross_entropy(head(net, (code - mean) / deviation), labels)

    return objective


def total_correlation(weight):
    """Chen and others, 2018: KL(q(z) || product of q(z_j)) of the mixture of the posteriors of the batch."""

    def penalty(code, posterior, divergence, net):
        densities = posterior.log_prob(code[:, None, :])
        count = math.log(len(code))
        joint = densities.sum(dim=2).logsumexp(dim=1) - count
        marginals = (densities.logsumexp(dim=1) - count).sum(dim=1)
        return weight * (joint - marginals).mean()

    return penalty


def capacity(nats, weight, epochs):
    """Burgess and others, 2018: |KL - C|, C rising over the first half of training."""

    def penalty(code, posterior, divergence, net):
        risen = min(1, 2 * net.step / (STEPS * epochs))
        return weight * (divergence.mean() - nats * risen).abs()

    return penalty


def covariance(off, diagonal, of_samples):
    """Kumar, Sattigeri and Balakrishnan, 2018: the covariance of means (DIP-VAE-I), or of samples (II)."""

    def penalty(code, posterior, divergence, net):
        matrix = torch.cov(posterior.mean.T, correction=0)
        if of_samples:
            matrix = matrix + torch.diag((posterior.scale**2).mean(dim=0))
        variances = matrix.diagonal()
        others = matrix - torch.diag(variances)
        return off * (others**2).sum() + diagonal * ((variances - 1) ** 2).sum()

    return penalty


def discrepancy(weight, scale):
    """Tolstikhin and others, 2018: the squared maximum mean discrepancy from the prior, unbiased."""

    def kernel(a, b):
        distances = torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist") ** 2
        wide = 2 * a.shape[1] * scale
        return sum(wide * s / (wide * s + distances) for s in (0.1, 0.2, 0.5, 1, 2, 5, 10))

    def without_diagonal(matrix):
        return (matrix.sum() - matrix.diagonal().sum()) / (len(matrix) * (len(matrix) - 1))

    def of_codes(code, net):
        drawn = net.normal("prior", code.shape[1])
        within = without_diagonal(kernel(code, code)) + without_diagonal(kernel(drawn, drawn))
        return weight * (within - 2 * kernel(code, drawn).mean())

    return of_codes


def of_points(penalty):
    """A penalty that draws from the network."""

    def asked(code, net, x):
        return penalty(code, net)

    asked.needs_network = True
    return asked


def contractive(encode, weight):
    """Rifai and others, 2011: the squared norm of the encoder's Jacobian, mean over images."""

    def asked(code, net, x):
        jacobians = [
            torch.autograd.functional.jacobian(lambda one: encode(net, one[None])[0], image, create_graph=True)
            for image in x
        ]
        return weight * sum((jacobian**2).sum() for jacobian in jacobians) / len(x)

    asked.needs_network = True
    return asked


def l1(weight):
    return lambda code: weight * code.abs().sum(dim=1).mean()


def activity_divergence(target, weight):
    """Ng, "Sparse autoencoder", 2011: KL between coins of the wanted and of the mean activity of each unit."""

    def penalty(code):
        wanted = torch.full((code.shape[1],), target, dtype=code.dtype)
        return weight * kl_divergence(Bernoulli(wanted), Bernoulli(code.mean(dim=0))).sum()

    return penalty


def gaussian_noise(sigma):
    return lambda net, x: (x + sigma * net.normal("corruption", x.shape[1])).clamp(0, 1)


def unbounded_gaussian_noise(sigma):
    return lambda net, x: x + sigma * net.normal("corruption", x.shape[1])


def masking_noise(p):
    return lambda net, x: torch.where(net.uniform("corruption", x.shape[1]) < p, torch.zeros_like(x), x)


def salt_and_pepper(p):
    def corrupt(net, x):
        u = net.uniform("corruption", x.shape[1])
        return torch.where(u < p / 2, torch.zeros_like(x), torch.where(u < p, torch.ones_like(x), x))

    return corrupt


# Architectures -----------------------------------------------------------------------------------------------------


def linear(x):
    return x


def keep_largest(k):
    """Makhzani and Frey, "k-Sparse autoencoders", 2014."""

    def activation(x):
        values, indices = torch.topk(x, k, dim=1)
        return torch.zeros_like(x).scatter(1, indices, values)

    return activation


def keep_largest_of_batch(net, k, layer="encoder.batch_top_k1"):
    """Bussmann, Leask and Nanda, 2024; the threshold of inference is a moving average that begins with the first step's."""

    def activation(x):
        least = torch.topk(x.detach().flatten(), k * len(x)).values[-1]
        name = f"{layer}.threshold"
        if name not in net.statistics:
            net.initial[name] = numpy.full(1, -1, numpy.float32)
            net.statistics[name] = torch.full((1,), -1, dtype=torch.float64)
        before = net.statistics[name]
        net.statistics[name] = torch.where(before < 0, least, 0.99 * before + 0.01 * least)
        return torch.where(x < least, torch.zeros_like(x), x)

    return activation


def shallow(pixels, latent, activation=torch.relu):
    return (
        lambda net, x: activation(net.dense("encoder.code", x, latent)),
        lambda net, code: net.dense("decoder.output", code, pixels),
    )


def hidden_layers(part, units, activation, normalized=False, dropout=0.0):
    def layers(net, x):
        for number, size in enumerate(units, start=1):
            x = net.dense(f"{part}.dense{number}", x, size)
            if normalized:
                x = net.batch_normalization(f"{part}.batch_normalization{number}", x)
            x = activation(x)
            if dropout > 0:
                x = net.dropout(f"{part}.dropout{number}", x, dropout)
        return x

    return layers


def deep(pixels, hidden, code_size, activation, **regularization):
    before = hidden_layers("encoder", hidden, activation, **regularization)
    after = hidden_layers("decoder", hidden[::-1], activation, **regularization)
    return (
        lambda net, x: net.dense("encoder.code", before(net, x), code_size),
        lambda net, code: net.dense("decoder.output", after(net, code), pixels),
    )


def told(encode, decode, classes):
    """Kingma and others, 2014 (M2 with all labels): both halves see the class, one-hot, beside what they are given."""

    def beside(net, x):
        # Of a batch in which each image comes several times, one after the other, so does its class.
        labels = net.labels[net.step * BATCH :][:BATCH]
        labels = labels.repeat_interleave(len(x) // len(labels))
        return torch.cat([x, functional.one_hot(labels, classes).double()], dim=1)

    return (
        lambda net, x: encode(net, beside(net, x)),
        lambda net, code: decode(net, beside(net, code)),
    )


def tied(pixels, hidden, code_size, activation):
    """As deep, but the decoder has the encoder's kernels, transposed (Vincent and others, 2010)."""
    encode, _ = deep(pixels, hidden, code_size, activation)
    mirrored = ["encoder.code", *[f"encoder.dense{number}" for number in range(len(hidden), 0, -1)]]

    def decode(net, x):
        for number, kernel in enumerate(mirrored, start=1):
            last = number == len(mirrored)
            name = "decoder.output" if last else f"decoder.dense{number}"
            shared = net.parameters[f"{kernel}.kernel"]
            x = x @ shared.T + net.parameter(f"{name}.bias", (shared.shape[0],))
            x = x if last else activation(x)
        return x

    return encode, decode


def to_planes(x, height, width, channels):
    return x.reshape(-1, height, width, channels).permute(0, 3, 1, 2)


def to_rows(planes):
    return planes.permute(0, 2, 3, 1).reshape(len(planes), -1)


def convolutional(
    image, filters, latent, decoder, activation=torch.relu, hidden=(), normalized=False, dropout=0.0
):
    """Convolution, pooling, activation, and back; the order of both in src/model/families.ts."""
    height, width, channels = image
    small = (filters[-1], height // 2 ** len(filters), width // 2 ** len(filters))
    dense = dict(normalized=normalized, dropout=dropout)
    after = (*hidden[::-1], math.prod(small))

    def encode(net, x):
        x = to_planes(x, *image)
        for number, count in enumerate(filters, start=1):
            x = net.convolution(f"encoder.convolution{number}", x, count)
            if normalized:
                x = net.batch_normalization(f"encoder.batch_normalization{number}", x)
            x = activation(functional.max_pool2d(x, 2))
        x = x.flatten(1)
        for number, units in enumerate(hidden, start=1):
            x = net.dense(f"encoder.dense{number}", x, units)
            if normalized:
                x = net.batch_normalization(f"encoder.batch_normalization{len(filters) + number}", x)
            x = activation(x)
            if dropout > 0:
                x = net.dropout(f"encoder.dropout{number}", x, dropout)
        return net.dense("encoder.code", x, latent)

    def decode(net, code):
        x = hidden_layers("decoder", after, activation, **dense)(net, code).reshape(-1, *small)
        doublings = (*filters[::-1][1:], channels)
        for number, count in enumerate(doublings, start=1):
            last = number == len(doublings)
            if decoder == "transposed":
                name = "decoder.output" if last else f"decoder.transposed_convolution{number}"
                x = net.transposed_convolution(name, x, count)
            else:
                name = "decoder.output" if last else f"decoder.convolution{number}"
                x = net.convolution(name, functional.interpolate(x, scale_factor=2, mode="nearest"), count)
            if not last and normalized:
                x = net.batch_normalization(f"decoder.batch_normalization{len(after) + number}", x)
            if not last:
                x = activation(x)
        return to_rows(x)

    return encode, decode


# Layers of sizes that no preset has: kernels of 5 and 1, pooling by 3 that leaves a row and a column over.
FREE_ARCHITECTURE = {
    "name": "free",
    "encoder": [
        {"type": "convolution", "filters": 2, "kernelSize": 5, "activation": "sigmoid"},
        {"type": "max-pooling", "size": 3},
        {"type": "flatten"},
        {"type": "dense", "units": 3, "activation": "tanh"},
    ],
    "decoder": [
        {"type": "dense", "units": 8},
        {"type": "activation", "activation": "elu"},
        {"type": "reshape", "shape": [2, 2, 2]},
        {"type": "upsampling", "factor": 5},
        {"type": "convolution", "name": "last", "filters": 1, "kernelSize": 1},
    ],
}


def free_encode(net, x):
    x = torch.sigmoid(net.convolution("encoder.convolution1", to_planes(x, 10, 10, 1), 2, size=5))
    return torch.tanh(net.dense("encoder.code", functional.max_pool2d(x, 3).flatten(1), 3))


def free_decode(net, code):
    x = functional.elu(net.dense("decoder.dense1", code, 8)).reshape(-1, 2, 2, 2)
    x = functional.interpolate(x, scale_factor=5, mode="nearest")
    return to_rows(net.convolution("decoder.last", x, 1, size=1))


# Convolutions with strides, on sizes that these divide and on others.
STRIDED_ARCHITECTURE = {
    "encoder": [
        {"type": "strided-convolution", "filters": 3, "activation": "relu"},
        {"type": "strided-convolution", "filters": 5, "kernelSize": 5, "stride": 3, "activation": "tanh"},
        {"type": "flatten"},
        {"type": "dense", "units": 3},
    ],
    "decoder": [{"type": "dense", "units": 9 * 10}],
}


def strided_encode(net, x):
    x = to_planes(x, 9, 10, 1)
    x = torch.relu(net.convolution("encoder.strided_convolution1", x, 3, stride=2))
    x = torch.tanh(net.convolution("encoder.strided_convolution2", x, 5, size=5, stride=3))
    return net.dense("encoder.code", x.flatten(1), 3)


# Normalised image by image: planes after a convolution, and rows.
LAYER_NORMALIZATION_ARCHITECTURE = {
    "encoder": [
        {"type": "convolution", "filters": 2},
        {"type": "layer-normalization"},
        {"type": "activation", "activation": "tanh"},
        {"type": "flatten"},
        {"type": "dense", "units": 3},
    ],
    "decoder": [
        {"type": "dense", "units": 5},
        {"type": "layer-normalization"},
        {"type": "activation", "activation": "silu"},
        {"type": "dense", "units": 36},
    ],
}


def layer_normalized_encode(net, x):
    x = net.convolution("encoder.convolution1", to_planes(x, *SMALL), 2)
    x = torch.tanh(net.layer_normalization("encoder.layer_normalization1", x))
    return net.dense("encoder.code", x.flatten(1), 3)


def layer_normalized_decode(net, code):
    x = net.layer_normalization("decoder.layer_normalization1", net.dense("decoder.dense1", code, 5))
    return net.dense("decoder.output", functional.silu(x), 36)


# Windows of 2, and of 3, which leave a row and a column over; directly after a convolution, and after an activation.
AVERAGE_POOLING_ARCHITECTURE = {
    "encoder": [
        {"type": "convolution", "filters": 2},
        {"type": "average-pooling"},
        {"type": "activation", "activation": "relu"},
        {"type": "average-pooling", "size": 3},
        {"type": "flatten"},
        {"type": "dense", "units": 3},
    ],
    "decoder": [{"type": "dense", "units": 8 * 14}],
}


def average_pooled_encode(net, x):
    x = functional.avg_pool2d(net.convolution("encoder.convolution1", to_planes(x, 8, 14, 1), 2), 2)
    return net.dense("encoder.code", functional.avg_pool2d(torch.relu(x), 3).flatten(1), 3)


# The pixels of an image as a series, its colours as channels, and back.
SERIES_ARCHITECTURE = {
    "encoder": [
        {"type": "convolution-1d", "filters": 4, "activation": "relu"},
        {"type": "batch-normalization"},
        {"type": "convolution-1d", "filters": 5, "kernelSize": 5, "activation": "tanh"},
        {"type": "flatten"},
        {"type": "dense", "units": 3},
    ],
    "decoder": [
        {"type": "dense", "units": 64},
        {"type": "reshape", "shape": [32, 2]},
        {"type": "convolution-1d", "filters": 3},
    ],
}


def series_encode(net, x):
    x = torch.relu(net.convolution_1d("encoder.convolution_1d1", x.reshape(-1, 32, 3).permute(0, 2, 1), 4))
    x = net.batch_normalization("encoder.batch_normalization1", x)
    x = torch.tanh(net.convolution_1d("encoder.convolution_1d2", x, 5, size=5))
    return net.dense("encoder.code", x.flatten(1), 3)


def series_decode(net, code):
    x = net.dense("decoder.dense1", code, 64).reshape(-1, 2, 32)
    return net.convolution_1d("decoder.output", x, 3).permute(0, 2, 1).flatten(1)


# Series pooled by 2, and by 5, which leaves a value over.
SERIES_POOLING_ARCHITECTURE = {
    "encoder": [
        {"type": "convolution-1d", "filters": 3},
        {"type": "max-pooling-1d"},
        {"type": "activation", "activation": "elu"},
        {"type": "max-pooling-1d", "size": 5},
        {"type": "flatten"},
        {"type": "dense", "units": 3},
    ],
    "decoder": [{"type": "dense", "units": 32}],
}


def series_pooled_encode(net, x):
    x = functional.max_pool1d(net.convolution_1d("encoder.convolution_1d1", x.reshape(-1, 1, 32), 3), 2)
    return net.dense("encoder.code", functional.max_pool1d(functional.elu(x), 5).flatten(1), 3)


# Series of three channels, which come with the channels last.
SERIES_OF_CHANNELS_ARCHITECTURE = {
    "encoder": [
        {"type": "convolution-1d", "filters": 4, "activation": "tanh"},
        {"type": "flatten"},
        {"type": "dense", "units": 3},
    ],
    "decoder": [
        {"type": "dense", "units": 16, "activation": "tanh"},
        {"type": "reshape", "shape": [8, 2]},
        {"type": "convolution-1d", "filters": 3, "kernelSize": 5},
    ],
}


def series_of_channels_encode(net, x):
    planes = x.reshape(-1, 8, 3).permute(0, 2, 1)
    x = torch.tanh(net.convolution_1d("encoder.convolution_1d1", planes, 4))
    return net.dense("encoder.code", x.flatten(1), 3)


def series_of_channels_decode(net, code):
    x = torch.tanh(net.dense("decoder.dense1", code, 16)).reshape(-1, 2, 8)
    return net.convolution_1d("decoder.output", x, 3, 5).permute(0, 2, 1).flatten(1)


# The convolutional architecture with a code of its own at every place.
def quantized_encode(net, x):
    x = to_planes(x, *GRAY)
    for number, count in enumerate((3, 4), start=1):
        x = torch.relu(functional.max_pool2d(net.convolution(f"encoder.convolution{number}", x, count), 2))
    return net.convolution("encoder.convolution3", x, 2, size=1)


def quantized_decode(net, code):
    x = code.reshape(-1, GRAY[0] // 4, GRAY[1] // 4, 2).permute(0, 3, 1, 2)
    x = torch.relu(net.convolution("decoder.convolution1", x, 4))
    x = torch.relu(net.transposed_convolution("decoder.transposed_convolution1", x, 3))
    return to_rows(net.transposed_convolution("decoder.output", x, 1))


# Training ----------------------------------------------------------------------------------------------------------


def draw_images(random, count, pixels):
    """Bytes, about half of them 0."""
    shape = (count, pixels)
    return numpy.where(random.uniform(size=shape) < 0.5, random.integers(0, 256, shape), 0)


def draw_numbers(random, count, sizes):
    """float32 samples whose channels differ in mean and deviation."""
    channels = sizes[-1]
    middles = numpy.linspace(-100, 1000, channels)
    spreads = 10.0 ** numpy.linspace(-1, 2, channels)
    numbers = middles + spreads * random.normal(size=(count, *sizes))
    return numbers.astype(numpy.float32)


def standardised(net, numbers):
    """By the mean and the population deviation of each channel over samples and places."""
    exact = numbers.astype(numpy.float64)
    over = tuple(range(exact.ndim - 1))
    scaling = {"samples.mean": exact.mean(axis=over), "samples.deviation": exact.std(axis=over)}
    for name, values in scaling.items():
        net.initial[name] = values.astype(numpy.float32)
        net.statistics[name] = torch.from_numpy(net.initial[name].astype(numpy.float64))
    mean, deviation = (net.statistics[name].numpy() for name in scaling)
    return ((exact - mean) / deviation).reshape(len(exact), -1)


def draw_rows(random, count, table):
    """Rows of a table: quantities with what is missing as no number, of words the places, of which one is any other."""
    columns = []
    for place, column in enumerate(table):
        if column["kind"] == "words":
            columns.append(random.integers(0, len(column["words"]) + 1, count).astype(numpy.float64))
            continue
        values = numpy.round(random.normal(size=count) * 10**place, 2) + place
        if column.get("missing"):
            values[random.uniform(size=count) < 0.3] = numpy.nan
        columns.append(values)
    return numpy.stack(columns, axis=1).astype(numpy.float32)


def see_rows(net, rows, table):
    """As a model sees rows, by mean and deviation, or by median and quartiles, which become parameters that are not trained."""
    seen, mean, deviation = [], [], []
    for values, column in zip(rows.T.astype(numpy.float64), table):
        if column.get("log"):
            values = numpy.sign(values) * numpy.log1p(numpy.abs(values))
        if column["kind"] == "words":
            centre, spread = 0, 1
        elif column.get("scale") == "robust":
            low, centre, high = numpy.nanquantile(values, [0.25, 0.5, 0.75])
            spread = (high - low) / 1.3489795
        else:
            centre, spread = numpy.nanmean(values), numpy.nanstd(values)
        mean.append(centre)
        deviation.append(spread)
    for name, values in (("samples.mean", mean), ("samples.deviation", deviation)):
        kept = numpy.array(values).astype(numpy.float32)
        net.initial[name] = kept
        net.statistics[name] = torch.from_numpy(kept.astype(numpy.float64))
    mean, deviation = (net.statistics[name].numpy() for name in ("samples.mean", "samples.deviation"))
    for nature, size, place in parts_of(table):
        values, column = rows[:, place].astype(numpy.float64), table[place]
        if nature == "word":
            seen.append(numpy.eye(size)[values.astype(int)])
            continue
        if nature == "gap":
            seen.append(numpy.isnan(values)[:, None])
            continue
        if column.get("log"):
            values = numpy.sign(values) * numpy.log1p(numpy.abs(values))
        standard = (values - mean[place]) / deviation[place]
        seen.append(numpy.where(numpy.isnan(values), 0, standard)[:, None])
    return numpy.concatenate(seen, axis=1).astype(numpy.float64)


def train(seed, objective, settings, shape, epsilon_to="corrected", architecture=None, ties=False, head=None, classes=None):
    """
    shape: of images a triple, of other samples a record as hourglass has it.
    ties: weights and pixels so coarse that sums are exact, and windows of pooling have several largest values.
    head: of a classifier, as hourglass has it.
    classes: that a model is told of.
    """
    net = Network(seed, grain=1 / 4 if ties else 1 / 10_000)
    if isinstance(shape, dict) and "table" in shape:
        samples = draw_rows(net.random, STEPS * BATCH, shape["table"])
        seen = see_rows(net, samples, shape["table"])
        described = {"sampleShape": shape}
    elif isinstance(shape, dict):
        sizes = [size for size in shape.values() if not isinstance(size, str)]
        samples = draw_numbers(net.random, STEPS * BATCH, sizes)
        seen = standardised(net, samples)
        described = {"sampleShape": shape}
    else:
        samples = draw_images(net.random, STEPS * BATCH, math.prod(shape))
        if ties:
            samples = numpy.where(samples > 0, 255, 0)
        seen = samples.astype(numpy.float64) / 255
        described = {"imageShape": dict(zip(("height", "width", "channels"), shape))}
    if head is not None:
        net.labels = torch.from_numpy(net.random.integers(0, head["classes"], len(samples)))
        net.frozen = () if head["fineTune"] else ("encoder.",)
    if classes is not None:
        net.labels = torch.from_numpy(net.random.integers(0, classes, len(samples)))
    batches = torch.from_numpy(seen).split(BATCH)
    optimizer, losses = None, []
    for step, batch in enumerate(batches, start=1):
        loss = objective(net, batch)
        net.begin_step()
        if optimizer is None:
            rate, decay = settings.get("learningRate", 1e-3), settings.get("weightDecay", 0)
            epsilon = settings.get("epsilon", 1e-7)
            optimizer = torch.optim.AdamW(net.parameters.values(), lr=rate, eps=epsilon, weight_decay=decay)
            # Steps of an epoch times epochs.
            total = STEPS * settings.get("epochs", 50)
            schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, total)
        if epsilon_to == "uncorrected":
            # PyTorch adds epsilon to sqrt(v / (1 - beta2^t)). Keras adds it to sqrt(v): the same, were it larger.
            optimizer.param_groups[0]["eps"] = epsilon / math.sqrt(1 - 0.999**step)
        optimizer.zero_grad()
        loss.backward()
        if "clipNorm" in settings:
            norm = torch.nn.utils.clip_grad_norm_(net.parameters.values(), settings["clipNorm"])
            assert norm > settings["clipNorm"], "the gradient is long enough to be clipped"
        optimizer.step()
        with torch.no_grad():
            for name, change in net.projections.items():
                net.parameters[name].copy_(change(net.parameters[name]))
        net.projections = {}
        if settings.get("schedule") == "cosine":
            schedule.step()
        losses.append(loss.item())
    tensors = dict(net.statistics)
    for name, parameter in net.parameters.items():
        state = optimizer.state[parameter]
        tensors[name] = parameter.detach()
        tensors[f"{name}.first_moment"] = state["exp_avg"]
        tensors[f"{name}.second_moment"] = state["exp_avg_sq"]
    return {
        "torch": torch.__version__,
        **described,
        "settings": settings,
        **({} if architecture is None else {"architecture": architecture}),
        **({} if head is None else {"head": head, "labels": net.labels.tolist()}),
        **({} if classes is None else {"labels": net.labels.tolist()}),
        "epsilonTo": epsilon_to,
        "batchSize": BATCH,
        "steps": STEPS,
        "samples" if isinstance(shape, dict) else "images": [
            None if number != number else number for number in samples.reshape(-1).tolist()
        ],
        "words": {name: numpy.concatenate(steps).tolist() for name, steps in net.words.items()},
        "initial": {name: rounded(values) for name, values in net.initial.items()},
        "losses": rounded(losses),
        "tensors": {name: rounded(tensor.reshape(-1).numpy()) for name, tensor in tensors.items()},
    }


def rounded(values):
    """Nine significant digits tell any two float32 numbers apart."""
    return [float(f"{value:.9g}") for value in values]


SMALL = (6, 6, 1)
GRAY = (8, 8, 1)
COLOR = (4, 8, 3)
QUANTIZED = {
    "model": "deep",
    "hidden": [7],
    "latentSize": 6,
    "activation": "relu",
    "code": "vector-quantized",
    "beta": 0.25,
}
DICTIONARY = {"model": "dictionary", "learningRate": 2e-3}
GAUSSIAN = {"model": "variational", "hidden": [7], "latentSize": 3, "binarize": False}
REGULARIZED = dict(normalized=True, dropout=0.3)

# Of each kind of column, and of each way to scale one; seen as 5 quantities, a gap, and 4 and 3 places of words.
TABLE = [
    {"name": "load", "kind": "number"},
    {"name": "mode", "kind": "words", "words": ["idle", "run", "boost"]},
    {"name": "pressure", "kind": "number", "missing": True},
    {"name": "count", "kind": "number", "log": True},
    {"name": "spread", "kind": "number", "scale": "robust", "weight": 2},
    {"name": "day", "kind": "date", "from": "2024-03-01"},
    {"name": "pump", "kind": "words", "words": ["A", "B"], "weight": 0.5},
]
TABLE_SHAPE = {"kind": "row", "columns": len(TABLE), "table": TABLE}

CASES = {
    "vanilla": (
        deterministic(*shallow(144, 3)),
        {"model": "vanilla", "latentSize": 3},
        (12, 12, 1),
    ),
    "vanilla-mse-uncorrected-epsilon": (
        deterministic(*shallow(36, 3), loss="mse"),
        {"model": "vanilla", "latentSize": 3, "loss": "mse", "epsilon": 1e-3},
        SMALL,
        dict(epsilon_to="uncorrected"),
    ),
    "deep": (
        deterministic(*deep(36, (7, 5), 3, torch.relu)),
        {"model": "deep", "hidden": [7, 5], "latentSize": 3},
        SMALL,
    ),
    "convolutional-transposed": (
        deterministic(*convolutional(GRAY, (3, 4), 3, "transposed")),
        {"model": "convolutional", "filters": [3, 4], "latentSize": 3},
        GRAY,
    ),
    "convolutional-upsample": (
        deterministic(*convolutional(GRAY, (3, 4), 3, "upsample"), loss="mse"),
        {"model": "convolutional", "filters": [3, 4], "latentSize": 3, "decoder": "upsample", "loss": "mse"},
        GRAY,
    ),
    "convolutional-ties": (
        deterministic(*convolutional(GRAY, (3, 4), 3, "transposed")),
        {"model": "convolutional", "filters": [3, 4], "latentSize": 3, "epsilon": 1e-2},
        GRAY,
        dict(ties=True),
    ),
    "sparse-l1": (
        deterministic(*shallow(36, 4), penalty=l1(0.01)),
        {"model": "sparse", "latentSize": 4, "sparsity": "l1:0.01"},
        SMALL,
    ),
    "sparse-kl": (
        deterministic(*shallow(36, 4, torch.sigmoid), penalty=activity_divergence(0.1, 0.2)),
        {"model": "sparse", "latentSize": 4, "sparsity": "kl:0.1,0.2"},
        SMALL,
    ),
    "sparse-topk": (
        deterministic(*shallow(36, 5, keep_largest(2))),
        {"model": "sparse", "latentSize": 5, "sparsity": "topk:2"},
        SMALL,
    ),
    "denoising-gaussian": (
        deterministic(*shallow(36, 3), corrupt=gaussian_noise(0.5)),
        {"model": "denoising", "latentSize": 3},
        SMALL,
    ),
    "denoising-masking": (
        deterministic(*shallow(36, 3), corrupt=masking_noise(0.4)),
        {"model": "denoising", "latentSize": 3, "corruption": "masking:0.4"},
        SMALL,
    ),
    "denoising-salt-pepper": (
        deterministic(*shallow(36, 3), corrupt=salt_and_pepper(0.4), loss="mse"),
        {"model": "denoising", "latentSize": 3, "corruption": "salt-pepper:0.4", "loss": "mse"},
        SMALL,
    ),
    "variational": (
        variational(*deep(36, (7, 5), 2 * 3, torch.tanh), binarize=True),
        {"model": "variational", "hidden": [7, 5], "latentSize": 3},
        SMALL,
    ),
    "variational-mse": (
        variational(*deep(36, (7,), 2 * 4, torch.tanh), loss="mse", beta=0.5),
        {
            "model": "variational",
            "hidden": [7],
            "latentSize": 4,
            "loss": "mse",
            "beta": 0.5,
            "binarize": False,
        },
        SMALL,
    ),
    "variational-regularized": (
        variational(*deep(36, (7, 5), 2 * 3, functional.silu, **REGULARIZED), binarize=True),
        {
            "model": "variational",
            "hidden": [7, 5],
            "latentSize": 3,
            "activation": "silu",
            "batchNormalization": True,
            "dropout": 0.3,
            "weightDecay": 0.1,
            "clipNorm": 1,
            "learningRate": 0.01,
            "epochs": 2,
            "schedule": "cosine",
            "epsilon": 1e-3,
        },
        SMALL,
    ),
    "convolutional-color-regularized": (
        deterministic(
            *convolutional(COLOR, (3, 4), 3, "transposed", functional.leaky_relu, hidden=(5,), **REGULARIZED)
        ),
        {
            "model": "convolutional",
            "filters": [3, 4],
            "hidden": [5],
            "latentSize": 3,
            "activation": "leaky-relu",
            "batchNormalization": True,
            "dropout": 0.3,
            "weightDecay": 0.1,
            "epsilon": 1e-3,
        },
        COLOR,
    ),
    "convolutional-variational": (
        variational(*convolutional(COLOR, (3,), 2 * 3, "upsample", functional.elu)),
        {
            "model": "variational",
            "architecture": "convolutional",
            "decoder": "upsample",
            "filters": [3],
            "hidden": [],
            "activation": "elu",
            "latentSize": 3,
            "binarize": False,
            "clipNorm": 1,
        },
        COLOR,
    ),
    "free-layers": (
        deterministic(free_encode, free_decode),
        {"model": "free.json"},
        (10, 10, 1),
        dict(architecture=FREE_ARCHITECTURE),
    ),
    "tied": (
        deterministic(*tied(36, (40, 5), 3, torch.tanh)),
        {"model": "deep", "hidden": [40, 5], "latentSize": 3, "activation": "tanh", "tiedWeights": True},
        SMALL,
    ),
    "gelu": (
        deterministic(*deep(36, (7, 5), 3, functional.gelu)),
        {"model": "deep", "hidden": [7, 5], "latentSize": 3, "activation": "gelu"},
        SMALL,
    ),
    "strided-convolution": (
        deterministic(strided_encode, lambda net, code: net.dense("decoder.output", code, 9 * 10)),
        {"model": "strided.json"},
        (9, 10, 1),
        dict(architecture=STRIDED_ARCHITECTURE),
    ),
    "layer-normalization": (
        deterministic(layer_normalized_encode, layer_normalized_decode),
        {"model": "normalized.json"},
        SMALL,
        dict(architecture=LAYER_NORMALIZATION_ARCHITECTURE),
    ),
    "average-pooling": (
        deterministic(average_pooled_encode, lambda net, code: net.dense("decoder.output", code, 8 * 14)),
        {"model": "pooled.json"},
        (8, 14, 1),
        dict(architecture=AVERAGE_POOLING_ARCHITECTURE),
    ),
    "convolution-1d": (
        deterministic(series_encode, series_decode),
        {"model": "series.json"},
        COLOR,
        dict(architecture=SERIES_ARCHITECTURE),
    ),
    "max-pooling-1d": (
        deterministic(series_pooled_encode, lambda net, code: net.dense("decoder.output", code, 32)),
        {"model": "series.json"},
        (4, 8, 1),
        dict(architecture=SERIES_POOLING_ARCHITECTURE),
    ),
    "rows": (
        deterministic(*deep(5, (7,), 2, torch.relu), loss="linear mse"),
        {"model": "deep", "hidden": [7], "latentSize": 2},
        {"kind": "row", "columns": 5},
    ),
    "rows-denoising": (
        deterministic(*shallow(5, 3), loss="linear mse", corrupt=unbounded_gaussian_noise(0.5)),
        {"model": "denoising", "latentSize": 3},
        {"kind": "row", "columns": 5},
    ),
    "series": (
        deterministic(series_of_channels_encode, series_of_channels_decode, loss="linear mse"),
        {"model": "series.json"},
        {"kind": "series", "steps": 8, "channels": 3},
        dict(architecture=SERIES_OF_CHANNELS_ARCHITECTURE),
    ),
    # The seed of a case is its place: new ones come last.
    "contractive": (
        deterministic(
            *shallow(36, 4, torch.sigmoid), penalty=contractive(shallow(36, 4, torch.sigmoid)[0], 0.1)
        ),
        {"model": "contractive", "latentSize": 4, "penalty": "contractive:0.1", "tiedWeights": False},
        SMALL,
    ),
    "wasserstein": (
        deterministic(*deep(36, (7,), 3, torch.relu), loss="mse", penalty=of_points(discrepancy(0.5, 2))),
        {"model": "deep", "hidden": [7], "latentSize": 3, "loss": "mse", "penalty": "mmd:0.5,2"},
        SMALL,
    ),
    "vector-quantized": (
        vector_quantized(
            lambda net, x: net.dense("encoder.dense2", torch.relu(net.dense("encoder.dense1", x, 7)), 6),
            lambda net, code: net.dense("decoder.output", torch.relu(net.dense("decoder.dense1", code, 7)), 36),
            *(5, 2, True, 0.25),
        ),
        {**QUANTIZED, "codebook": "average:5,2"},
        SMALL,
    ),
    "vector-quantized-loss": (
        vector_quantized(
            lambda net, x: net.dense("encoder.dense2", torch.relu(net.dense("encoder.dense1", x, 7)), 6),
            lambda net, code: net.dense("decoder.output", torch.relu(net.dense("decoder.dense1", code, 7)), 36),
            *(5, 2, False, 0.25),
        ),
        {**QUANTIZED, "codebook": "loss:5,2"},
        SMALL,
    ),
    "vector-quantized-convolutional": (
        vector_quantized(quantized_encode, quantized_decode, *(6, 2, True, 0.5, 0.9), spatial=True),
        {
            "model": "vector-quantized",
            "filters": [3, 4],
            "codebook": "average:6,2,0.9",
            "latentSize": 8,
            "beta": 0.5,
        },
        GRAY,
    ),
    "variational-importance-weighted": (
        importance_weighted(*deep(36, (7, 5), 2 * 3, torch.tanh), samples=4, binarize=True),
        {"model": "variational", "hidden": [7, 5], "latentSize": 3, "boundSamples": 4},
        SMALL,
    ),
    "convolutional-importance-weighted": (
        importance_weighted(*convolutional(COLOR, (3,), 2 * 3, "transposed"), samples=2),
        {
            "model": "variational",
            "architecture": "convolutional",
            "filters": [3],
            "hidden": [],
            "activation": "relu",
            "latentSize": 3,
            "binarize": False,
            "boundSamples": 2,
        },
        COLOR,
    ),
    "variational-total-correlation": (
        variational(*deep(36, (7,), 2 * 3, torch.tanh), penalty=total_correlation(5)),
        {**GAUSSIAN, "penalty": "total-correlation:5"},
        SMALL,
    ),
    "variational-capacity": (
        variational(*deep(36, (7,), 2 * 3, torch.tanh), beta=0, penalty=capacity(4, 10, 2)),
        {**GAUSSIAN, "penalty": "capacity:4,10", "epochs": 2},
        SMALL,
    ),
    "variational-dip-1": (
        variational(*deep(36, (7,), 2 * 3, torch.tanh), penalty=covariance(10, 5, False)),
        {**GAUSSIAN, "penalty": "dip-1:10,5"},
        SMALL,
    ),
    "variational-dip-2": (
        variational(*deep(36, (7,), 2 * 3, torch.tanh), penalty=covariance(10, 5, True)),
        {**GAUSSIAN, "penalty": "dip-2:10,5"},
        SMALL,
    ),
    "variational-discrepancy": (
        variational(
            *deep(36, (7,), 2 * 3, torch.tanh),
            beta=0.1,
            penalty=lambda code, posterior, divergence, net: discrepancy(20, 1)(code, net),
        ),
        {**GAUSSIAN, "beta": 0.1, "penalty": "mmd:20"},
        SMALL,
    ),
    "masked": (
        masked(*deep(36, (7,), 3, torch.relu), 4, 0.5, 6, 6),
        {"model": "masked", "hidden": [7], "latentSize": 3},
        SMALL,
    ),
    "sparse-batch-topk": (
        deterministic(
            lambda net, x: keep_largest_of_batch(net, 2)(torch.relu(net.dense("encoder.code", x, 5))),
            lambda net, code: net.dense("decoder.output", code, 36),
        ),
        {"model": "sparse", "latentSize": 5, "penalty": "batch-topk:2"},
        SMALL,
    ),
    "classifier-frozen": (
        classifier(
            deep(36, (7,), 3, torch.tanh, normalized=True)[0],
            lambda net, code: net.dense("head.output", torch.relu(net.dense("head.dense1", code, 5)), 4),
        ),
        {"model": "deep", "hidden": [7], "latentSize": 3, "activation": "tanh", "batchNormalization": True},
        SMALL,
        dict(head={"classes": 4, "hidden": [5], "fineTune": False}),
    ),
    "classifier-fine-tuned": (
        classifier(
            deep(36, (7, 5), 3, torch.tanh, **REGULARIZED)[0],
            lambda net, code: net.dense("head.output", code, 3),
        ),
        {
            "model": "deep",
            "hidden": [7, 5],
            "latentSize": 3,
            "activation": "tanh",
            "batchNormalization": True,
            "dropout": 0.3,
            "weightDecay": 0.1,
            "epsilon": 1e-3,
        },
        SMALL,
        dict(head={"classes": 3, "hidden": [], "fineTune": True}),
    ),
    "dictionary-dead-units": (
        dictionary(9, lambda net, before: (keep_largest(2)(before), 0), dead=(3, 0.5, 30)),
        {**DICTIONARY, "latentSize": 9, "selection": "top-k:2", "penalty": "dead-units:3,0.5,30"},
        SMALL,
    ),
    "dictionary-batch-top-k": (
        dictionary(9, lambda net, before: (keep_largest_of_batch(net, 2, "encoder.code")(before), 0)),
        {**DICTIONARY, "latentSize": 9, "selection": "batch-top-k:2"},
        SMALL,
    ),
    "dictionary-jump-relu": (
        dictionary(12, select_jumps(0.3, 0.4, 0.01)),
        {**DICTIONARY, "latentSize": 12, "selection": "jump-relu:0.3,0.4,0.01"},
        {"kind": "row", "columns": 7},
    ),
    "dictionary-relu": (
        dictionary(9, lambda net, before: (before, 0.01 * before.sum(dim=1).mean())),
        {**DICTIONARY, "latentSize": 9, "selection": "relu", "penalty": "l1:0.01"},
        SMALL,
    ),
    "conditional": (
        variational(*told(*deep(36, (7, 5), 2 * 3, torch.tanh), 4), binarize=True),
        {"model": "conditional", "hidden": [7, 5], "latentSize": 3, "conditionClasses": 4},
        SMALL,
        dict(classes=4),
    ),
    "conditional-importance-weighted": (
        importance_weighted(*told(*deep(36, (7,), 2 * 3, torch.tanh), 3), samples=3),
        {**GAUSSIAN, "model": "conditional", "conditionClasses": 3, "boundSamples": 3},
        SMALL,
        dict(classes=3),
    ),
    "table": (
        deterministic(*deep(13, (7,), 2, torch.relu), loss=table_loss(TABLE)),
        {"model": "deep", "hidden": [7], "latentSize": 2},
        TABLE_SHAPE,
    ),
    "table-variational": (
        variational(*deep(13, (7,), 2 * 3, torch.tanh), loss=table_loss(TABLE)),
        {**GAUSSIAN, "binarize": False},
        TABLE_SHAPE,
    ),
}

for seed, (name, (objective, settings, shape, *options)) in enumerate(CASES.items()):
    if sys.argv[1:] and name not in sys.argv[1:]:
        continue
    golden = train(seed, objective, settings, shape, **dict(*options))
    # A line a tensor.
    text = json.dumps(golden, separators=(",", ":")).replace('],"', '],\n"').replace('},"', '},\n"')
    Path(__file__).with_name(f"{name}.json").write_text(text + "\n")
