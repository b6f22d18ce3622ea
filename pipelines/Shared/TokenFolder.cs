using Microsoft.ML;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Token datasets of PrepareCorpus.</summary>
internal static class TokenFolder
{
    /// <summary>Opens one as rows <c>[CLS] document [SEP]</c>.</summary>
    /// <exception cref="ArgumentException">Its vocabulary is not known.</exception>
    public static TokenDataView Open(MLContext ml, string folder, Vocabulary? vocabulary) => vocabulary is null
        ? throw new ArgumentException("--tokens needs the --vocabulary that the dataset was made with, or a model zip to begin with.")
        : ml.Seq2Seq().LoadTokens(folder, new LoadTokensOptions { Vocabulary = vocabulary, AddSpecialTokens = true });
}
