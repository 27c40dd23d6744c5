"""Model cards: card.json beside a model's files."""
import hashlib
import json

# Everything that trains encoder, lexicon or classifier, with licences as the sources state them.
DATA_SETS = [
    {"name": name, "licence": licence, "source": source}
    for name, licence, source in (
        ("smartmemo pairs v2 (train)", "MIT", "github.com/awesome-pro/smartmemo"),
        ("CheckList QQP suite", "MIT", "github.com/marcotcr/checklist"),
        ("CANNOT", "CC BY-SA 4.0", "github.com/dmlls/cannot-dataset"),
        ("PAWS-Wiki (development split)", "free for any purpose, acknowledging Google LLC", "github.com/google-research-datasets/paws"),
        ("NL2Bash", "MIT", "github.com/TellinaTool/nl2bash"),
        ("text2sql-data", "CC BY 4.0 (advising), others research releases", "github.com/jkkummerfeld/text2sql-data"),
        ("Adversarial Paraphrasing Task", "MIT", "github.com/Advancing-Machine-Human-Reasoning-Lab/apt"),
        ("ConjNLI", "MIT", "github.com/swarnaHub/ConjNLI"),
        ("MED", "CC BY-SA 4.0", "github.com/verypluming/MED"),
        ("MoNLI", "derived from SNLI, CC BY-SA 4.0", "github.com/atticusg/MoNLI"),
        ("RQE (AMIA 2016)", "CC BY 4.0", "github.com/abachaa/RQE_Data_AMIA2016"),
        ("STS benchmark (train)", "CC BY-SA 4.0", "ixa2.si.ehu.eus/stswiki"),
        ("CLINC150", "CC BY 3.0", "github.com/clinc/oos-eval"),
        ("BANKING77, NLU++", "CC BY 4.0", "github.com/PolyAI-LDN/task-specific-datasets"),
        ("HWU64", "CC BY 4.0", "github.com/xliuhw/NLU-Evaluation-Data"),
        ("Snips", "CC0 1.0", "github.com/sonos/nlu-benchmark"),
        ("Facebook multilingual task-oriented dialog (English)", "CC BY-SA 4.0", "github.com/sz128/slot_filling_and_intent_detection_of_SLU"),
        ("Bitext customer support", "CDLA-Sharing 1.0", "github.com/bitext/customer-support-intent-detection-training-dataset"),
        ("Schema-Guided Dialogue", "CC BY-SA 4.0", "github.com/google-research-datasets/dstc8-schema-guided-dialogue"),
        ("HINT3", "ODbL 1.0", "github.com/hellohaptik/HINT3"),
        ("Rasa NLU training data", "Apache-2.0", "github.com/RasaHQ/NLU-training-data"),
        ("Open English WordNet", "CC BY 4.0", "github.com/globalwordnet/english-wordnet"),
        ("PPDB 1.0 XXXL lexical", "CC BY 3.0", "paraphrase.org"),
        ("Counter-fitting constraints", "Apache-2.0", "github.com/nmrksic/counter-fitting"),
        ("English prose corpus of public documentation, dialogue, podcasts, law and novels, 50 M words", "public domain, CC0, CC BY, CC BY-SA, MIT; by shard in models/README.md", "models/README.md"),
        ("SmartMemo templates and word lists", "MIT", "models/train"),
    )
]


def write_card(folder, *, name, version, kind, files, data_sets, metrics, **fields):
    """Writes card.json; fields follow src/classifier/model-card.ts."""
    names = {"encoder_id": "encoderId", "feature_hash": "featureHash", "intended_use": "intendedUse"}
    card = {"formatVersion": 1, "name": name, "version": version, "kind": kind}
    card |= {names.get(key, key): value for key, value in fields.items() if value is not None}
    card |= {"files": {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}, "dataSets": data_sets, "metrics": metrics}
    (folder / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
