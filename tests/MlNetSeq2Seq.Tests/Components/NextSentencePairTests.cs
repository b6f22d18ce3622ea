using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Components;

/// <summary>Pairs with sentences of other documents, which Fit samples.</summary>
public sealed class NextSentencePairTests
{
    private static readonly NextSentencePairOptions s_options = new()
    {
        Vocabulary = Pairs.Vocabulary, Segmenter = null, ForeignProbability = 1, ShortSequenceProbability = 0, PassageCount = 3, PassageSentences = 2,
    };

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Foreign_sentences_come_from_other_rows_of_the_data()
    {
        IDataView data = Rows(["台灯", "布鞋", "毛衣"], ["书包", "水壶"]);

        ViewRow[] rows = Pair(s_options, data, data);

        // Whichever sentence begins the passage: its first is the one that both could share.
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.EndsWith("SequenceLabel: 1", row.Values, StringComparison.Ordinal));
        Assert.Contains(Ids("台灯"), rows[0].Values, StringComparison.Ordinal);
        Assert.Contains(Ids("水壶"), rows[0].Values, StringComparison.Ordinal);
        Assert.Contains(Ids("书包"), rows[1].Values, StringComparison.Ordinal);
    }

    [Fact]
    public void Which_passages_are_sampled_does_not_depend_on_the_order_of_the_rows()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Documents(50));

        byte[] straight = Zips.Save(_ml, new NextSentencePairEstimator(s_options).Fit(data), null);
        byte[] shuffled = Zips.Save(_ml, new NextSentencePairEstimator(s_options).Fit(_ml.Data.ShuffleRows(data, seed: 4)), null);
        byte[] another = Zips.Save(_ml, new NextSentencePairEstimator(s_options with { Seed = 1 }).Fit(data), null);

        Assert.Equal(Passages(straight), Passages(shuffled));
        Assert.NotEqual(Passages(straight), Passages(another));
    }

    [Fact]
    public void No_more_is_sampled_than_was_asked_for_and_every_row_as_often()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Documents(10));
        int[] sampled = new int[10];
        for (int seed = 0; seed < 300; seed++)
        {
            IReadOnlyList<IReadOnlyList<string>> passages = PassageSampler.Read(
                data, new SentencePairRows(s_options, "NextSentencePair").Columns, s_options with { Seed = seed });
            Assert.Equal(3, passages.Count);
            Assert.All(passages, passage => Assert.Equal(2, passage.Count));
            foreach (IReadOnlyList<string> passage in passages)
            {
                sampled[int.Parse(passage[0].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture)]++;
            }
        }

        // 3 of 10 in 300 drawings: 90, standard deviation 7.9, four of them.
        Assert.All(sampled, count => Assert.InRange(count, 58, 122));
    }

    [Fact]
    public void What_was_sampled_is_in_the_zip_and_single_rows_can_be_paired()
    {
        IDataView data = Rows(["台灯", "布鞋", "毛衣"], ["书包", "水壶"], ["雨伞"]);
        RowTransformer fitted = new NextSentencePairEstimator(s_options).Fit(data);

        ITransformer loaded = Zips.Load(_ml, Zips.Save(_ml, fitted, data.Schema));

        Assert.Equal(ViewRows.Of(fitted.Transform(data)), ViewRows.Of(loaded.Transform(data)));
        IDataView one = Rows(["红茶", "暖茶"]);
        Assert.Equal(Written(fitted.Transform(one)), Written(loaded.Transform(one)));
    }

    [Fact]
    public void Data_without_a_sentence_is_refused()
    {
        Exception thrown = Assert.Throws<ArgumentException>(() => new NextSentencePairEstimator(s_options).Fit(Rows([" "])));
        Assert.StartsWith("SentencePool needs a passage", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NextSentencePairEstimator(s_options with { PassageCount = 0 }).Fit(Rows(["台灯"])));
    }

    [Fact]
    public void A_row_without_a_token_is_refused_with_its_number()
    {
        IDataView data = Rows(["台灯", "布鞋"], ["", " "]);
        Exception thrown = Assert.Throws<InvalidOperationException>(() => Pair(s_options, data, data));
        Assert.Equal("NextSentencePair cannot use row 1: NextSentencePairing needs a sentence, but the row has none with a token. (Parameter 'sentences')", thrown.Message);
    }

    [Fact]
    public void Sentence_order_reads_the_data_only_where_lone_sentences_need_others()
    {
        IDataView data = Rows(["台灯"], ["书包"]);
        var options = new SentenceOrderPairOptions { Vocabulary = Pairs.Vocabulary, Segmenter = null };
        var foreign = new SentenceOrderPairEstimator(options with { SingleSentence = SingleSentence.Foreign });

        Assert.DoesNotContain("台灯", Zips.Read(Zips.Save(_ml, new SentenceOrderPairEstimator(options).Fit(data), null), "Options.json"), StringComparison.Ordinal);
        Assert.All(Written(foreign.Fit(data).Transform(data)), row => Assert.EndsWith("SequenceLabel: 1", row.Values, StringComparison.Ordinal));
    }

    [Fact]
    public void Words_are_jieba_s_and_numbered_through_the_row()
    {
        var options = new SentenceOrderPairOptions { Vocabulary = Pairs.Vocabulary, SwapProbability = 0 };
        IDataView data = Rows(["红茶雨伞", "台灯"]);

        ViewRow row = Assert.Single(ViewRows.Of(new SentenceOrderPairEstimator(options).Fit(data).Transform(data), columns: ["WordIds", "SegmentIds"]));

        Assert.Equal("WordIds: -1 0 0 1 1 -1 2 2 -1; SegmentIds: 0 0 0 0 0 0 1 1 1", row.Values);
    }

    private static string Ids(string text) => string.Join(' ', text.Select(c => Pairs.Vocabulary.TryGetId(c.ToString(), out int id) ? id : -1));

    private static IEnumerable<Row> Documents(int count) =>
        Enumerable.Range(0, count).Select(i => new Row { Sentences = [$"{i}-0", $"{i}-1", $"{i}-2"] });

    private static string Passages(byte[] zip)
    {
        string options = Zips.Read(zip, "Options.json");
        int start = options.IndexOf("ForeignPassages", StringComparison.Ordinal);
        return options[start..options.IndexOf("PassageCount", StringComparison.Ordinal)];
    }

    private static ViewRow[] Written(IDataView view) => ViewRows.Of(view, columns: ["InputIds", "SequenceLabel"]);

    private static ViewRow[] Pair(NextSentencePairOptions options, IDataView fitted, IDataView data) =>
        Written(new NextSentencePairEstimator(options).Fit(fitted).Transform(data));

    private IDataView Rows(params string[][] documents) => _ml.Data.LoadFromEnumerable(documents.Select(sentences => new Row { Sentences = sentences }));

    private sealed class Row
    {
        public string[]? Sentences { get; set; }
    }
}
