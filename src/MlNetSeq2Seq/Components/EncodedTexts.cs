using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Texts that must not be empty, as tokens.</summary>
internal static class EncodedTexts
{
    /// <summary>The tokens of a text column.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static TokenSequence Tokens(this RowReader row, int column, ITextTokenizer tokenizer)
    {
        TokenSequence tokens = tokenizer.Encode(row.Text(column).ToString());
        return tokens.Length > 0
            ? tokens
            : throw new InvalidOperationException(
                $"{row.Columns.Component} found no text in column '{row.Columns.Reads[column].Name}' of row {row.Position}; remove such rows, for example with FilterByCustomPredicate.");
    }
}
