using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Mixing;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Pipeline;

/// <summary>What a label column says of its labels, how it gets to a trainer, and what trainers refuse.</summary>
public sealed class LabelAnnotationTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, string> Producers => new()
    {
        { "encode-prefix-pairs", nameof(LabelObjective.MaskedTokens) },
        { "encode-prefix-pairs: next token", nameof(LabelObjective.NextTokens) },
        { "encode-unilm-pretraining", nameof(LabelObjective.MaskedTokens) },
        { "whole-word-mask", nameof(LabelObjective.MaskedTokens) },
        { "causal-lm-labels", nameof(LabelObjective.NextTokens) },
        { "encode-seq2seq-pairs", nameof(LabelObjective.DecoderTokens) },
        { "shift-labels", nameof(LabelObjective.DecoderTokens) },
        { "bart-noise", nameof(LabelObjective.DecoderTokens) },
        { "corrupt-spans", nameof(LabelObjective.DecoderTokens) },
        { "encode-reading", nameof(LabelObjective.AnswerPlaces) },
        { "encode-classification", nameof(LabelObjective.None) },
    };

    // Rows for one kind of network and the trainer of another; what it learns and what it got.
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "masked pairs", "gpt", "the token behind each place", "the tokens that masking hid" },
        { "masked pairs", "gpt with prefix columns", "the token behind each place", "the tokens that masking hid" },
        { "masked pairs", "lstm", "the token behind each place", "the tokens that masking hid" },
        { "masked pairs", "gau-alpha as a writer", "the token behind each place", "the tokens that masking hid" },
        { "pairs for the next token", "unilm", "the tokens that masking hid", "the token behind each place" },
        { "pairs for the next token", "bert", "the tokens that masking hid", "the token behind each place" },
        { "pairs for a decoder", "bert", "the tokens that masking hid", "the tokens that a decoder writes" },
        { "pairs for a decoder", "gpt", "the token behind each place", "the tokens that a decoder writes" },
        { "masks over pairs for a decoder", "bart", "the tokens that a decoder writes", "the tokens that masking hid" },
        { "masks over pairs for a decoder", "t5", "the tokens that a decoder writes", "the tokens that masking hid" },
        { "masks over pairs for a decoder", "lstm titles", "the tokens that a decoder writes", "the tokens that masking hid" },
        { "masked pairs", "reader", "the places of answers", "the tokens that masking hid" },
        { "masked and next tokens mixed", "gpt", "the token behind each place", "the tokens that masking hid or the token behind each place" },
    };

    [Theory]
    [MemberData(nameof(Producers))]
    public void Labels_say_what_they_are(string component, string objective)
    {
        string name = ComponentCases.Names.First(name => name == component || name.StartsWith(component + ":", StringComparison.Ordinal));
        ComponentCase made = ComponentCases.Get(name);
        DataViewSchema schema = made.Fit(_ml).Transform(made.Data(_ml)).Schema;

        Assert.Equal(Enum.Parse<LabelObjective>(objective), LabelAnnotation.Read(schema["Labels"]));
        Assert.All(schema.Where(column => column.Name != "Labels"), column => Assert.Equal(LabelObjective.None, LabelAnnotation.Read(column)));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Labels_for_another_kind_of_network_are_refused_in_a_sentence(string rows, string trainer, string wanted, string found)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Trainer(trainer, null)(Rows(rows)));

        Assert.EndsWith($" learns {wanted}, but the labels in column 'Labels' are {found}: encode the rows for this trainer.", thrown.Message, StringComparison.Ordinal);
        Assert.StartsWith("Seq2SeqTrainer with ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_to_measure_on_are_looked_at_as_rows_to_learn_from_are() => Assert.Contains(
        "the labels in column 'Labels' are the tokens that masking hid",
        Assert.Throws<ArgumentException>(() => Trainer("gpt", Rows("masked pairs"))(Rows("pairs for the next token"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Columns_that_say_nothing_are_accepted()
    {
        IDataView rows = _ml.Data.LoadFromEnumerable([new Encoded { InputIds = [5, 6, 7], Labels = [6, 7, -100] }, new Encoded { InputIds = [6, 7], Labels = [7, -100] }]);

        Assert.Equal(LabelObjective.None, LabelAnnotation.Read(rows.Schema["Labels"]));
        Trainer("gpt", null)(rows).Dispose();
        Trainer("gpt", rows)(Rows("pairs for the next token")).Dispose();
    }

    [Fact]
    public void What_labels_are_travels_with_the_column()
    {
        IDataView rows = Rows("masked pairs");
        using var file = new MemoryStream();
        _ml.Data.SaveAsBinary(rows, file);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file.ToArray());
            IDataView[] behind =
            [
                rows,
                _ml.Data.Cache(rows),
                _ml.Data.ShuffleRows(_ml.Data.TakeRows(rows, 5)),
                _ml.Data.LoadFromBinary(path),
                Mixed(rows, rows),
                Fit(_ml.Transforms.CopyColumns("Copy", "InputIds"), rows),
                Fit(_ml.Seq2Seq().CutWindows(), rows),
                Fit(_ml.Seq2Seq().PackSequences(), Fit(_ml.Seq2Seq().CutWindows(), rows)),
            ];

            Assert.All(behind, view => Assert.Equal(LabelObjective.MaskedTokens, LabelAnnotation.Read(view.Schema["Labels"])));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_running_text_asks_for_the_next_token_whatever_the_labels_were() => Assert.Equal(
        LabelObjective.NextTokens,
        LabelAnnotation.Read(Fit(_ml.Seq2Seq().PackSequences(new PackSequencesOptions { Packing = new() { Mode = Objectives.CausalLm.PackingMode.Concatenate } }), Rows("masked pairs")).Schema["Labels"]));

    [Fact]
    public void What_only_a_later_version_knows_is_taken_as_nothing()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Encoded));
        definition[nameof(Encoded.Labels)].AddAnnotation("LabelObjective", "Telepathy".AsMemory(), TextDataViewType.Instance);
        definition[nameof(Encoded.InputIds)].AddAnnotation("LabelObjective", 2, NumberDataViewType.Int32);

        DataViewSchema schema = _ml.Data.LoadFromEnumerable<Encoded>([], definition).Schema;

        Assert.All(schema, column => Assert.Equal(LabelObjective.None, LabelAnnotation.Read(column)));
    }

    private static IDataView Fit(IEstimator<ITransformer> estimator, IDataView rows) => estimator.Fit(rows).Transform(rows);

    private MixedDataView Mixed(IDataView first, IDataView second) => _ml.Seq2Seq().MixSources(new MixSourcesOptions(), new("first", first), new("second", second));

    private IDataView Rows(string kind)
    {
        IDataView pairs = _ml.Data.LoadFromEnumerable(Pairs.All);
        IDataView Decoder() => Fit(_ml.Seq2Seq().EncodeSeq2SeqPairs(new EncodeSeq2SeqPairsOptions { Vocabulary = Pairs.Vocabulary }), pairs);
        return kind switch
        {
            "masked pairs" => Fit(_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding), pairs),
            "pairs for the next token" => Fit(_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding with { Task = PrefixTask.NextToken }), pairs),
            "pairs for a decoder" => Fit(_ml.Transforms.CopyColumns("SegmentIds", "InputIds"), Decoder()),
            "masks over pairs for a decoder" => Fit(
                _ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = Pairs.Vocabulary }), Fit(_ml.Transforms.CopyColumns("WordIds", "InputIds"), Decoder())),
            _ => Mixed(Rows("masked pairs"), Rows("pairs for the next token")),
        };
    }

    private Func<IDataView, IDisposable> Trainer(string name, IDataView? validation)
    {
        var gpt = new GptTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Validation = validation, Training = new TrainingOptions { Epochs = 1 },
            Network = new GptConfig { VocabularySize = Pairs.Vocabulary.Count, LayerCount = 1, HiddenSize = 8, HeadCount = 1, MaximumLength = 48 },
        };
        Seq2SeqTrainers trainers = _ml.Seq2Seq().Trainers;
        return name switch
        {
            "gpt" => trainers.Gpt(gpt).Fit,
            "gpt with prefix columns" => trainers.Gpt(gpt with { Columns = new PrefixColumns() }).Fit,
            "lstm" => trainers.Lstm(new LstmTrainerOptions { Vocabulary = Pairs.Vocabulary }).Fit,
            "gau-alpha as a writer" => trainers.GauAlpha(new GauAlphaTrainerOptions { Vocabulary = Pairs.Vocabulary, Columns = new CausalColumns() }).Fit,
            "unilm" => trainers.Unilm(new UnilmTrainerOptions { Vocabulary = Pairs.Vocabulary }).Fit,
            "bert" => trainers.Bert(new BertTrainerOptions { Vocabulary = Pairs.Vocabulary }).Fit,
            "bart" => trainers.Bart(new BartTrainerOptions { Vocabulary = Pairs.Vocabulary }).Fit,
            "t5" => trainers.T5(new T5TrainerOptions { Vocabulary = Pairs.Vocabulary }).Fit,
            "lstm titles" => trainers.LstmTitle(new LstmTitleTrainerOptions { Vocabulary = Pairs.Vocabulary }).Fit,
            _ => trainers.Reader(new ReaderTrainerOptions { Vocabulary = Pairs.Vocabulary }).Fit,
        };
    }

    private sealed class Encoded
    {
        public int[] InputIds { get; set; } = [];

        public int[] Labels { get; set; } = [];
    }
}
