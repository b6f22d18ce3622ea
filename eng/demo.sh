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

# What a newcomer sees in the table: titles that were learnt, and titles that were not.
learnt=$(awk -F'\001' 'NR == FNR { slogan[$1] = $2; next } $1 in slogan { n++; split($2, texts, /\|\|/); same += texts[1] == slogan[$1] } END { print same + 0 " of " n + 0 }' \
  data/title_slogan.csv "$demo/second-process.txt")
asked=$(wc -l <"$demo/second-process.txt")
say "$asked titles were asked for: of those that stand in the training pairs $learnt get their own slogan back; the others are new, and"
say "$(wc -l <data/title_slogan.csv) pairs without pre-training are too few to write sense for them: --from a pre-trained model, and --data your own pairs"
pipeline EvaluateParaphrase --model "$demo/paraphrase.zip" --data data/title_slogan.dev.csv
