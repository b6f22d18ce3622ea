using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>From a document of 288 characters (about 800 bytes of UTF-8) to a row of a token dataset.</summary>
public class CorpusBenchmarks
{
    private const int Sentences = 8;

    private readonly string _text = string.Concat(Enumerable.Repeat(Texts.Sentence, Sentences));
    private CorpusEncoder? _encoder;

    [GlobalSetup]
    public void Prepare()
    {
        var builder = new VocabularyBuilder();
        builder.Add(_text);
        _encoder = new CorpusEncoder(new BertTextTokenizer(builder.BuildCharacters(), segmenter: new JiebaWordSegmenter()));
    }

    [Benchmark]
    public IReadOnlyList<TokenDocument> TextToRow() => _encoder!.Encode(_text);
}
