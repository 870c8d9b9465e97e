"""The network of the reader, in PyTorch: an encoder that reads the text once, and a reader that reads it again for each claim.

The :class:`Encoder` turns chunks of an article into vectors, one a word piece; its layers start as those of a pretrained BERT.
The :class:`Reader`, of fewer and narrower layers, takes for one claim the vectors around it and those of names and dates
elsewhere, marked by where they stand as seen from the claim, and scores each piece for each role, and the claim for its classes.
"""

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from tallyspan.context.labels import CHOICES, LENT, ROLES
from tallyspan.context.windows import PLACES
from tallyspan.encoder.pieces import CASES, MARKS

WIDTH, POSITIONS, VOCABULARY = 384, 512, 30522
_HEAD = 32  # the width of one head of attention
_INNER = 4  # times the width: that of the feed-forward network
_EPSILON = 1e-12  # as BERT's
_RARE = -4.0  # the first guess of every piece: no part of an answer


class Block(nn.Module):
    """One layer of BERT: self-attention and a feed-forward network, each with a residual and a norm behind it."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.attention = nn.Linear(width, 3 * width)  # queries, keys and values: one product is quicker than three
        self.output = nn.Linear(width, width)
        self.norm_attention, self.norm_output = (nn.LayerNorm(width, eps=_EPSILON) for _ in range(2))
        self.wide, self.narrow = nn.Linear(width, _INNER * width), nn.Linear(_INNER * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Return new vectors [n, length, width]; ``mask`` [n, 1, 1, length] is 0 where there is a piece, else very negative."""
        count, length, width = vectors.shape
        parts = self.attention(vectors).chunk(3, dim=-1)
        query, key, value = (part.view(count, length, width // _HEAD, _HEAD).transpose(1, 2) for part in parts)
        attended = functional.scaled_dot_product_attention(query, key, value, mask).transpose(1, 2).reshape(count, length, width)
        vectors = self.norm_attention(vectors + self.dropout(self.output(attended)))
        return self.norm_output(vectors + self.dropout(self.narrow(functional.gelu(self.wide(vectors)))))


class Encoder(nn.Module):
    """Pieces to vectors of ``width``. ``marks`` says of each piece whether a claim, and of which kind, covers it."""

    def __init__(self, layers: int, width: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))  # BERT's segment 0, the only one here
        self.cases = nn.Embedding(len(CASES), WIDTH)
        self.marks = nn.Embedding(len(MARKS), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Block(WIDTH, dropout) for _ in range(layers))
        self.leave = nn.Linear(WIDTH, width)
        self.lent = nn.Linear(WIDTH, len(LENT))
        self.words.weight.requires_grad = False  # too many to learn from so little text
        for table in (self.cases, self.marks):
            nn.init.normal_(table.weight, std=0.01)

    def forward(self, pieces: Tensor, cases: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return, of integers [n, length], vectors [n, length, width] and, should it be a number, what of [n, length, kinds]."""
        places = self.positions.weight[: pieces.shape[1]]
        vectors = self.words(pieces) + self.kind + places + self.cases(cases) + self.marks(marks)
        vectors = self.dropout(self.norm(vectors))
        for layer in self.layers:
            vectors = layer(vectors, mask)
        return self.leave(vectors), self.lent(vectors)


class Scores(NamedTuple):
    """What the reader says of n claims, each seen in ``length`` pieces, as logits."""

    roles: Tensor
    """[n, length, roles]: is this piece part of the answer?"""
    classes: Tensor
    """[n, of all choices, one after the other]"""


class Reader(nn.Module):
    """Vectors around one claim to scores."""

    def __init__(self, layers: int, width: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.places = nn.Embedding(PLACES, width)
        self.claim = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=_EPSILON)
        self.layers = nn.ModuleList(Block(width, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(width, len(ROLES))
        self.wide = nn.Linear(width, WIDTH)
        self.classes = nn.Linear(WIDTH, sum(map(len, CHOICES.values())))
        nn.init.constant_(self.roles.bias, _RARE)
        nn.init.normal_(self.places.weight, std=0.02)
        nn.init.normal_(self.claim, std=0.02)

    def forward(self, vectors: Tensor, places: Tensor, inside: Tensor, mask: Tensor) -> Scores:
        """Score ``vectors`` [n, length, width]; ``places`` [n, length] are buckets, ``inside`` [n, length] is 1 on the claim."""
        vectors = self.norm(vectors + self.places(places) + inside.unsqueeze(-1) * self.claim)
        for layer in self.layers:
            vectors = layer(vectors, mask)
        vectors = self.dropout(vectors)
        claim = (vectors * inside.unsqueeze(-1)).sum(1) / inside.sum(1, keepdim=True)
        classes = self.classes(self.dropout(functional.gelu(self.wide(claim))))
        return Scores(self.roles(vectors), classes)


def pretrained(weights: Mapping[str, Tensor], encoder: Encoder) -> None:
    """Copy the ``weights`` of a BERT, by its names, into ``encoder``; of more layers than it has, the first ones."""
    embeddings = "embeddings.{}.weight".format
    with torch.no_grad():
        encoder.words.weight.copy_(weights[embeddings("word_embeddings")])
        encoder.positions.weight.copy_(weights[embeddings("position_embeddings")])
        encoder.kind.copy_(weights[embeddings("token_type_embeddings")][0])
        encoder.norm.weight.copy_(weights[embeddings("LayerNorm")])
        encoder.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
    names = {
        "attention": [f"attention.self.{part}" for part in ("query", "key", "value")],
        "output": ["attention.output.dense"],
        "norm_attention": ["attention.output.LayerNorm"],
        "wide": ["intermediate.dense"],
        "narrow": ["output.dense"],
        "norm_output": ["output.LayerNorm"],
    }
    for number, block in enumerate(encoder.layers):
        block.load_state_dict(
            {
                f"{ours}.{part}": torch.cat([weights[f"encoder.layer.{number}.{name}.{part}"] for name in theirs])
                for ours, theirs in names.items()
                for part in ("weight", "bias")
            }
        )
