using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Cuts texts into tokens that know their word, as rows of a model's input.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Text (read)</term><description>text; not where words are read</description></item>
/// <item><term>WordOffsets (read)</term><description>vector of Int32, where the words begin; or</description></item>
/// <item><term>Words (read)</term><description>vector of text, the words themselves</description></item>
/// <item><term>InputIds, WordIds, SegmentIds (written)</term><description>vectors of Int32 of one length</description></item>
/// </list>
/// </remarks>
[Component("tokenize-words", version: 1)]
public sealed class TokenizeWordsEstimator(TokenizeWordsOptions options) : RowEstimator<TokenizeWordsOptions>(options)
{
    private readonly Lazy<WordTokenization> _tokenization = new(() => new WordTokenization(options.Tokenization));

    private protected override ColumnContract Columns => new(
        "TokenizeWords",
        Reads: Options.WordsFrom switch
        {
            WordSource.Offsets => [ColumnSpec.Text(Options.TextColumn), ColumnSpec.Int32s(Options.WordOffsetsColumn)],
            WordSource.Words => [ColumnSpec.Texts(Options.WordsColumn)],
            _ => [ColumnSpec.Text(Options.TextColumn)],
        },
        Writes:
        [
            ColumnSpec.Int32s(Options.InputIdsColumn), ColumnSpec.Int32s(Options.WordIdsColumn), ColumnSpec.Int32s(Options.SegmentIdsColumn),
        ]);

    private protected override RowMap Bind()
    {
        WordTokenization tokenization = _tokenization.Value;
        return (row, _, sink) =>
        {
            TokenRow tokens = Encode(tokenization, row);
            sink.Emit(tokens.Ids, tokens.Words, new int[tokens.Ids.Length]);
        };
    }

    private TokenRow Encode(WordTokenization tokenization, RowReader row)
    {
        switch (Options.WordsFrom)
        {
            case WordSource.Words:
                string[] words = Array.ConvertAll(row.Vector<ReadOnlyMemory<char>>(0).ToArray(), word => word.ToString());
                return tokenization.Encode(words);
            case WordSource.Tokenizer:
                return tokenization.Encode(row.Text(0).ToString());
            default:
                return tokenization.Encode(row.Text(0).ToString(), row.Vector<int>(1));
        }
    }
}
