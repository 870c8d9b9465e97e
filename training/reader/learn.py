"""One training of the network, epoch by epoch, each a function of what stood before it: it may be stopped and goes on."""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from batches import Answers, Batch
from corpus import NOT_SAID
from network import Encoder, Reader, Scores
from torch import Tensor, nn
from torch.nn import functional

from tallyspan.context.labels import CHOICES

_OLD = ("words", "positions", "kind", "norm", "layers")  # of the encoder: what has pretrained weights
_NEW_FASTER = 10
_WARMING = 100  # batches
_ROLES = (0.3, 0.3, 0.3, 0.3, 0.15)
_POINTING = 3
_NOWHERE = -1e4
_LENT = 2
_CHOICES = {"aspect": 2, "modality": 4, "reach": 1, "subjects": 2, "speaker": 3, "time": 2, "per": 1}


@dataclass(frozen=True)
class Plan:
    """How to train."""

    lower: int = 3
    """Layers that read the text once."""
    upper: int = 2
    """Layers that read it again for each claim."""
    width: int = 192
    """Of the latter."""
    epochs: int = 6
    rate: float = 1.5e-4
    dropout: float = 0.1
    seed: int = 7


class Network(nn.Module):
    """Encoder and reader together."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.encoder = Encoder(plan.lower, plan.width, plan.dropout)
        self.reader = Reader(plan.upper, plan.width, plan.dropout)

    def forward(self, batch: Batch) -> tuple[Scores, Tensor]:
        """Return the scores of the claims of a batch, and of its numbers [n, kinds]."""
        asked = batch.asked
        vectors, lent = (of_all.flatten(0, 1) for of_all in self.encoder(*batch.chunks))
        return self.reader(vectors[asked.at], asked.places, asked.inside, asked.mask), lent[batch.numbers.at]


def loss(scores: Scores, lent: Tensor, batch: Batch) -> Tensor:
    """Return how far the scores are from the answers."""
    answers, shown = batch.answers, batch.asked.shown
    roles = functional.binary_cross_entropy_with_logits(scores.roles.float(), answers.roles, reduction="none")
    roles = (roles * shown.unsqueeze(-1)).sum(1) * answers.taught  # [n, roles]
    roles = roles + _POINTING * _astray(scores.roles.float(), answers, shown)
    choices = scores.classes.float().split([len(classes) for classes in CHOICES.values()], dim=-1)
    wrong = [
        weight * _choice(choice, answer)
        for weight, choice, answer in zip(_CHOICES.values(), choices, answers.classes.T, strict=True)
    ]
    wrong.append(_LENT * _choice(lent.float(), batch.numbers.of))
    return roles.mean(0) @ torch.tensor(_ROLES) + sum(wrong)


def _astray(scores: Tensor, answers: Answers, shown: Tensor) -> Tensor:
    """Return [n, roles]: how little of each role's attention, shared out over all pieces, is on any of those that answer.

    Whichever mention of a name it is on, the answer is the same.
    """
    hidden = (1 - shown.unsqueeze(-1)) * _NOWHERE
    everywhere = torch.logsumexp(scores + hidden, dim=1)
    there = torch.logsumexp(scores + hidden + (1 - answers.roles) * _NOWHERE, dim=1)
    return (everywhere - there) * answers.taught * answers.roles.amax(1)


def _choice(scores: Tensor, answers: Tensor) -> Tensor:
    """Return the mean loss of the claims of which it is said what to choose; 0 where it is said of none."""
    total = functional.cross_entropy(scores, answers, ignore_index=NOT_SAID, reduction="sum")
    return total / max(1, int((answers != NOT_SAID).sum()))


Epoch = Callable[[int], Iterable[Batch]]
"""Gives the batches of the epoch of this number, the same ones each time."""


def learn(network: Network, epochs: Epoch, plan: Plan, checkpoint: Path, say: Callable[[str], None]) -> None:
    """Train ``network``. What is there after each epoch goes to ``checkpoint``, from which a second call goes on."""
    named = list(network.named_parameters())
    is_old = {name: name.startswith("encoder.") and name.split(".")[1] in _OLD for name, _ in named}
    old = [weights for name, weights in named if is_old[name] and weights.requires_grad]
    new = [weights for name, weights in named if not is_old[name]]
    rates = [{"params": old, "lr": plan.rate}, {"params": new, "lr": _NEW_FASTER * plan.rate}]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    total = plan.epochs * len(list(epochs(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / _WARMING, max(0.0, 1 - step / total)))
    parts = {"network": network, "optimizer": optimizer, "schedule": schedule}
    first = 0
    if checkpoint.exists():
        held = torch.load(checkpoint, weights_only=True)
        first = held["epochs"]
        for name, part in parts.items():
            part.load_state_dict(held[name])
    network.train()
    for epoch in range(first, plan.epochs):
        torch.manual_seed(plan.seed + epoch)
        started, losses = time.time(), []
        for batch in epochs(epoch):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores, lent = network(batch)
            value = loss(scores, lent, batch)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(value.item())
        if not math.isfinite(sum(losses)):
            raise ValueError(f"the training went astray in epoch {epoch + 1}")
        mean, seconds = sum(losses) / len(losses), time.time() - started
        say(f"epoch {epoch + 1} of {plan.epochs}: loss {mean:.3f}, {len(losses)} batches, {seconds:.0f} s")
        torch.save({"epochs": epoch + 1, **{name: part.state_dict() for name, part in parts.items()}}, checkpoint)
