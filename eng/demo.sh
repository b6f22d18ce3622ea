# The main job, once through; sourced by build.sh.
demo=$artifacts/demo
mkdir -p "$demo"
say "fine-tuning a UniLM of 2 layers on data/title_slogan.csv"
pipeline FinetuneParaphrase --data data/title_slogan.csv --dev data/title_slogan.dev.csv --queries data/queries.txt \
  --epochs 150 --rate 2e-3 --dropout 0 --mask-rate 0.7 --batch 32 \
  --output "$demo/paraphrase.zip" --answers "$demo/first-process.txt" "${program_arguments[@]}"
say "loading the model zip in a second process"
pipeline Paraphrase --model "$demo/paraphrase.zip" --input data/queries.txt --output "$demo/second-process.txt"
cmp "$demo/first-process.txt" "$demo/second-process.txt" || fail "the second process wrote other texts than the first."
say "both processes wrote the same $(wc -l <"$demo/second-process.txt") answers: $demo/second-process.txt"
pipeline EvaluateParaphrase --model "$demo/paraphrase.zip" --data data/title_slogan.dev.csv
