using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Components;

public sealed class WholeWordMaskEstimatorTests
{
    private static readonly string[] Texts =
    [
        .. Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "冬天" : "晴雨")}的{Pairs.All[i % 8].Source}，{Pairs.All[i % 8].Target}。"),
    ];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void From_text_to_labels_whole_words_are_hidden_and_their_clean_tokens_asked_for()
    {
        IDataView view = Chain(new WholeWordMaskOptions
        {
            Vocabulary = Pairs.Vocabulary,
            Rule = MaskingRule.BertWwm with { Corruption = TokenCorruption.AllMask },
            InputIdsColumn = "InputIds",
        }).Fit(Data()).Transform(Data());

        Row[] rows = [.. _ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false)];
        int mask = SpecialTokens.Of(Pairs.Vocabulary).MaskId;
        Row[] clean = [.. _ml.Data.CreateEnumerable<Row>(Encoding().Fit(Data()).Transform(Data()), reuseRowObject: false, ignoreMissingColumns: true)];

        Assert.All(rows, row => Assert.Contains(mask, row.InputIds));
        Assert.All(rows.Zip(clean), pair =>
        {
            Assert.Equal(pair.Second.InputIds, pair.First.Restored());
            Assert.All(pair.First.HiddenByWord(), word => Assert.Single(word.Distinct()));
        });
    }

    [Theory]
    [InlineData(nameof(MaskingRule.SpanBert), true, false)]
    [InlineData(nameof(MaskingRule.MacBert), false, true)]
    [InlineData(nameof(MaskingRule.Megatron), false, false)]
    public void What_a_rule_needs_of_the_corpus_is_learnt_by_Fit_and_lies_in_the_zip(string preset, bool needsCounts, bool needsWords)
    {
        var options = new WholeWordMaskOptions
        {
            Vocabulary = Pairs.Vocabulary,
            Rule = (MaskingRule)typeof(MaskingRule).GetProperty(preset)!.GetValue(null)!,
            SimilarWords = new SimilarWordsOptions { MinimumCount = 1, Window = 2 },
        };
        IDataView encoded = Encoding().Fit(Data()).Transform(Data());

        RowTransformer fitted = _ml.Seq2Seq().WholeWordMask(options).Fit(encoded);
        ITransformer loaded = Zips.Load(_ml, Zips.Save(_ml, fitted, encoded.Schema));

        Assert.Equal(ViewRows.Of(fitted.Transform(encoded)), ViewRows.Of(loaded.Transform(encoded)));
        Assert.Equal((needsCounts, needsWords), (Learnt(fitted, encoded).TokenCounts is not null, Learnt(fitted, encoded).SimilarWords is not null));
    }

    [Fact]
    public void Random_tokens_by_frequency_are_tokens_of_the_corpus()
    {
        IDataView encoded = Encoding().Fit(Data()).Transform(Data());
        var rule = MaskingRule.Bert with { Corruption = new TokenCorruption { MaskShare = 0, RandomShare = 1, RandomFrom = RandomTokens.Corpus } };

        IDataView masked = _ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = Pairs.Vocabulary, Rule = rule }).Fit(encoded).Transform(encoded);

        HashSet<int> occurring = [.. Ids(encoded)];
        Assert.NotEqual(Pairs.Vocabulary.Count, occurring.Count);
        Assert.NotEqual(Ids(encoded), Ids(masked));
        Assert.All(Ids(masked), id => Assert.Contains(id, occurring));
    }

    [Fact]
    public void A_row_that_the_vocabulary_does_not_fit_is_named()
    {
        IDataView data = _ml.Data.LoadFromEnumerable((Row[])[new Row { InputIds = [5], WordIds = [0] }, new Row { InputIds = [5, 9999], WordIds = [0, 1] }]);
        IDataView view = _ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = Pairs.Vocabulary }).Fit(data).Transform(data);

        Exception thrown = Assert.Throws<InvalidOperationException>(() => ViewRows.Of(view));

        Assert.StartsWith("WholeWordMask cannot use row 1: WholeWordMasking got the token id 9999, but", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_of_a_pair_of_files_give_whole_words()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var builder = new WordReferenceBuilder(
                new JiebaWordSegmenter(), new BertTextTokenizer(Pairs.Vocabulary), new WordReferenceOptions { MinimumLength = 1 });
            ReferencedText[] lines = [.. Texts.SelectMany(builder.Build)];
            (string texts, string references) = (Path.Combine(folder, "text"), Path.Combine(folder, "refs"));
            File.WriteAllLines(texts, lines.Select(line => line.Text));
            File.WriteAllLines(references, lines.Select(line => WordReferenceFile.Format(line.References)));
            IDataView data = _ml.Seq2Seq().LoadWordReferences(texts, references);
            var tokenize = new TokenizeWordsOptions
            {
                Tokenization = new WordTokenizationOptions { Vocabulary = Pairs.Vocabulary, MaximumLength = 9 }, WordsFrom = WordSource.Tokenizer,
            };
            var mask = new WholeWordMaskOptions
            {
                Vocabulary = Pairs.Vocabulary, ReferencesColumn = "References", Rule = MaskingRule.BertWwm with { Corruption = TokenCorruption.AllMask },
            };

            IDataView view = _ml.Seq2Seq().TokenizeWords(tokenize).Append(_ml.Seq2Seq().WholeWordMask(mask)).Fit(data).Transform(data);
            Row[] rows = [.. _ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false)];

            Assert.Equal(lines.Length, rows.Length);
            Assert.All(rows.Zip(lines), pair => Assert.All(
                pair.Second.References.Where(reference => reference < pair.First.Labels.Length - 1),
                reference => Assert.Equal(pair.First.Labels[reference - 1] == -100, pair.First.Labels[reference] == -100)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MaskingStatistics Learnt(RowTransformer fitted, IDataView view)
    {
        var ml = new MLContext();
        using JsonDocument options = JsonDocument.Parse(Zips.Read(Zips.Save(ml, fitted, view.Schema), "Options.json"));
        return options.RootElement.GetProperty(nameof(WholeWordMaskOptions.Statistics)).Deserialize<MaskingStatistics>()!;
    }

    private int[] Ids(IDataView view) => [.. _ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false, ignoreMissingColumns: true).SelectMany(row => row.InputIds)];

    private IDataView Data() => _ml.Data.LoadFromEnumerable(Texts.Select(text => new Line { Text = text }));

    private EstimatorChain<RowTransformer> Encoding() => _ml.Seq2Seq().SegmentWords()
        .Append(_ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = Pairs.Vocabulary } }));

    private EstimatorChain<RowTransformer> Chain(WholeWordMaskOptions options) => Encoding().Append(_ml.Seq2Seq().WholeWordMask(options));

    private sealed class Line
    {
        public string Text { get; set; } = "";
    }

    private sealed class Row
    {
        public int[] InputIds { get; set; } = [];

        public int[] WordIds { get; set; } = [];

        public int[] Labels { get; set; } = [];

        public int[] Restored() => [.. InputIds.Zip(Labels, (id, label) => label == -100 ? id : label)];

        // Of each word, which of its tokens are asked for; the unknown token is not, so a word with one is left out.
        public IEnumerable<bool[]> HiddenByWord() => Enumerable.Range(0, InputIds.Length)
            .Where(i => WordIds[i] >= 0)
            .GroupBy(i => WordIds[i], i => (Clean: Restored()[i], IsHidden: Labels[i] != -100))
            .Where(word => word.All(token => Pairs.Vocabulary[token.Clean] != "[UNK]"))
            .Select(word => word.Select(token => token.IsHidden).ToArray());
    }
}
