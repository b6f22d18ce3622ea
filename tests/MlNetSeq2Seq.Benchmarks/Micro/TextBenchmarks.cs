using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>From text to tokens and words, one sentence of 36 characters.</summary>
public class TextBenchmarks
{
    private BertTextTokenizer? _tokenizer;
    private JiebaWordSegmenter? _segmenter;

    [GlobalSetup]
    public void Prepare()
    {
        var builder = new VocabularyBuilder();
        builder.Add(Texts.Sentence);
        _tokenizer = new BertTextTokenizer(builder.BuildCharacters());
        _segmenter = new JiebaWordSegmenter();
    }

    [Benchmark]
    public TokenSequence EncodeSentence() => _tokenizer!.Encode(Texts.Sentence);

    [Benchmark]
    public TextSpan[] SegmentSentence() => _segmenter!.Segment(Texts.Sentence);
}
