# Speed, measured beside plain PyTorch in the same run; sourced by build.sh. `./build.sh bench -- --base` adds BERT-base's shape.
python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import torch, numpy, jieba' 2>/dev/null; then
  [ "$(id -u)" -eq 0 ] || fail "the comparisons need torch, numpy and jieba for $python: as root, apt-get install --no-install-recommends python3-torch python3-numpy python3-jieba."
  say "installing Debian's python3-torch python3-numpy python3-jieba: the comparisons time plain Python in the same run"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-torch python3-numpy python3-jieba >>"$artifacts/apt.log" 2>&1 ||
    { tail -n 20 "$artifacts/apt.log" >&2; fail "apt-get could not install python3-torch python3-numpy python3-jieba; the lines above are its own."; }
fi

benchmarks=tests/MlNetSeq2Seq.Benchmarks/bin/$configuration/net10.0/MlNetSeq2Seq.Benchmarks.dll
pairs=data/title_slogan.csv queries=data/queries.txt texts=data/running_text.txt vocabulary=() chats=()
shared=${SHARED_DIR:-../shared}
if [ -d "$shared/corpora" ]; then
  pairs=$shared/corpora/finetune_data.csv queries=$shared/corpora/test_data.csv texts=$shared/corpora/pretrain_sample.txt
  vocabulary=(--vocabulary "$shared/corpora/bert-base-chinese.vocab.txt")
  chats=(--chats "$shared/corpora/miniglm-sft.jsonl")
fi
# Networks that have learnt write texts of a text's length; base is grown from the small one that has.
sizes=()
case " ${program_arguments[*]} " in *" --base "*) sizes=(--base) ;; esac
say "preparing tokens and weights of $pairs for both sides"
dotnet "$benchmarks" prepare --folder "$artifacts/bench" --pairs "$pairs" --queries "$queries" --texts "$texts" "${chats[@]}" "${vocabulary[@]}" "${sizes[@]}" --epochs 20
case " ${program_arguments[*]} " in
  *" --only "*) ;;
  *)
    say "a training step of modules and optimiser, C# by Python (at most 1.05 is aimed at)"
    tests/benchmarks/training_step.sh --rounds 12 --steps 5 || say "the step took longer than the limit in this run"
    ;;
esac
say "the product against plain PyTorch: ratios above 1 mean that C# is faster"
"$python" tests/benchmarks/compare.py "$benchmarks" "$artifacts/bench" "${program_arguments[@]}"
