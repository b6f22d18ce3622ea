using Microsoft.ML;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>A token dataset of PrepareCorpus as rows <c>[CLS] document [SEP]</c>, without [CLS] where the tokenizer has none to begin
/// with: its first tenth to measure on, the others to learn from.</summary>
internal sealed record TokenParts(TokenDataView Training, TokenDataView Validation) : IDisposable
{
    /// <summary>Rows of both parts.</summary>
    public long Count => Training.GetRowCount()!.Value + Validation.GetRowCount()!.Value;

    /// <summary>Opens one.</summary>
    /// <exception cref="ArgumentException">Its vocabulary is not known.</exception>
    /// <exception cref="InvalidDataException">It is no dataset of this vocabulary, or has fewer than ten rows.</exception>
    public static TokenParts Open(MLContext ml, string folder, PretrainedTokenizer? tokenizer, long limit)
    {
        (Vocabulary vocabulary, TextTokenizerOptions cut) = tokenizer
            ?? throw new ArgumentException("--tokens needs the --vocabulary that the dataset was made with, or a model zip to begin with.");
        var options = new LoadTokensOptions
        {
            Vocabulary = vocabulary, AddSpecialTokens = true, SpecialTokenNames = cut.SpecialTokenNames, BeginsText = cut.Create(vocabulary).SpecialTokens.BeginsText,
        };
        TokenDataView whole = ml.Seq2Seq().LoadTokens(folder, options with { MaximumRows = limit });
        try
        {
            (long count, long held) = (whole.GetRowCount()!.Value, HeldOut.CountOf(whole.GetRowCount()!.Value));
            TokenDataView Part(long first, long rows) => ml.Seq2Seq().LoadTokens(folder, options with { FirstRow = first, MaximumRows = rows });
            return new TokenParts(Part(held, count - held), Part(0, held));
        }
        finally
        {
            whole.Dispose();
        }
    }

    public void Dispose()
    {
        Training.Dispose();
        Validation.Dispose();
    }
}
