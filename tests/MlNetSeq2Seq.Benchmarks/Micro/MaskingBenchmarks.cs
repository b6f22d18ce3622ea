using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>From a text of 288 characters (about 800 bytes of UTF-8) to a masked sample.</summary>
public class MaskingBenchmarks
{
    private const int Sentences = 8;

    private readonly KeyedRandom _random = new(1);
    private readonly string _text = string.Concat(Enumerable.Repeat(Texts.Sentence, Sentences));
    private JiebaWordSegmenter? _segmenter;
    private WordTokenization? _tokenization;
    private WholeWordMasking? _masking;
    private WholeWordMasking? _spans;
    private SentenceSplitter? _splitter;
    private WordReferenceBuilder? _references;
    private TokenRow _row = new([], []);

    [GlobalSetup]
    public void Prepare()
    {
        var builder = new VocabularyBuilder();
        builder.Add(_text);
        Vocabulary vocabulary = builder.BuildCharacters();
        _segmenter = new JiebaWordSegmenter();
        _tokenization = new WordTokenization(new WordTokenizationOptions { Vocabulary = vocabulary });
        _masking = new WholeWordMasking(new WholeWordMaskingOptions { Vocabulary = vocabulary });
        _spans = new WholeWordMasking(new WholeWordMaskingOptions
        {
            Vocabulary = vocabulary, Rule = new MaskingRule { Selection = new SpanSelection(), Corruption = new TokenCorruption { PerSpan = true } },
        });
        _splitter = new SentenceSplitter();
        _references = new WordReferenceBuilder(_segmenter, new BertTextTokenizer(vocabulary));
        _row = Encode();
    }

    [Benchmark]
    public MaskedTokens TextToMaskedSample()
    {
        TokenRow row = Encode();
        return _masking!.Apply(row.Ids, row.Words, _random);
    }

    [Benchmark]
    public MaskedTokens MaskNgramsWithinBudget() => _masking!.Apply(_row.Ids, _row.Words, _random);

    [Benchmark]
    public MaskedTokens MaskSpans() => _spans!.Apply(_row.Ids, _row.Words, _random);

    [Benchmark]
    public string[] SplitSentences() => _splitter!.Split(_text);

    [Benchmark]
    public int[] WordReferencesOfText() => _references!.ReferencesOf(_text);

    private TokenRow Encode() => _tokenization!.Encode(_text, Array.ConvertAll(_segmenter!.Segment(_text), word => word.Start));
}
