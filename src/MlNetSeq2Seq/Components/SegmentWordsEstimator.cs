using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Components;

/// <summary>Finds the words of texts with jieba; together they are the text, white space and punctuation included.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Text (read)</term><description>text</description></item>
/// <item><term>Words (written)</term><description>vector of text</description></item>
/// <item><term>WordOffsets (written)</term><description>vector of Int32, as long: where each word begins in the text, in UTF-16 units</description></item>
/// </list>
/// jieba's own dictionary is part of the program, like its code; a saved model needs no other file, user words are in its zip.
/// </remarks>
[Component("segment-words", version: 1)]
public sealed class SegmentWordsEstimator(SegmentWordsOptions options) : RowEstimator<SegmentWordsOptions>(options)
{
    private readonly Lazy<JiebaWordSegmenter> _segmenter = new(() => new JiebaWordSegmenter(options.Segmenter));

    private protected override ColumnContract Columns => new(
        "SegmentWords",
        Reads: [ColumnSpec.Text(Options.TextColumn)],
        Writes: [ColumnSpec.Texts(Options.WordsColumn), ColumnSpec.Int32s(Options.WordOffsetsColumn)]);

    private protected override RowMap Bind()
    {
        JiebaWordSegmenter segmenter = _segmenter.Value;
        return (row, _, sink) =>
        {
            string text = row.Text(0).ToString();
            TextSpan[] words = segmenter.Segment(text);
            sink.Emit(
                Array.ConvertAll(words, word => text.AsMemory(word.Start, word.Length)),
                Array.ConvertAll(words, word => word.Start));
        };
    }
}
