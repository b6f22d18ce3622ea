using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Models.FlashQuad;
using MlNetSeq2Seq.Models.GauAlpha;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Models.Lstm;
using MlNetSeq2Seq.Models.T5;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;
using TextModelConsumer;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>Every architecture goes the whole way: a pipeline with its trainer, the zip, another process.</summary>
public sealed class ArchitectureTests
{
    private const int Hidden = 32;

    private static readonly int s_tokens = Pairs.Vocabulary.Count;
    private static readonly TrainingOptions s_training = new() { Epochs = 60, LearningRate = 5e-3, Seed = 1 };
    private static readonly GenerateTextOptions s_generation = new() { Search = new BeamSearchOptions { BeamSize = 2, Count = 2, MinimumLength = 1, MaximumLength = 8 } };

    private static readonly Dictionary<string, Func<MLContext, Func<Seq2SeqTrainerOptions, Seq2SeqTrainerOptions>, TextModelTransformer>> s_trained = new(StringComparer.Ordinal)
    {
        ["unilm"] = (ml, change) => Written(ml, ml.Seq2Seq().Trainers.Unilm((UnilmTrainerOptions)change(new UnilmTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training with { Epochs = 200 }, Generation = s_generation,
            Network = new UnilmConfig
            {
                VocabularySize = s_tokens, LayerCount = 1, HiddenSize = Hidden, HeadCount = 2, IntermediateSize = 64, MaximumLength = 32,
                HiddenDropout = 0, AttentionDropout = 0, InitializerRange = 0.1,
            },
        })), PrefixTask.MaskedTokens),
        ["gpt"] = (ml, change) => Written(ml, ml.Seq2Seq().Trainers.Gpt((GptTrainerOptions)change(new GptTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training, Generation = s_generation,
            Network = new GptConfig { VocabularySize = s_tokens, LayerCount = 1, HiddenSize = Hidden, HeadCount = 2, MaximumLength = 32 },
        }))),
        ["bart"] = (ml, change) => Decoded(ml, ml.Seq2Seq().Trainers.Bart((BartTrainerOptions)change(new BartTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training, Generation = s_generation,
            Network = new BartConfig
            {
                VocabularySize = s_tokens, HiddenSize = Hidden, EncoderLayerCount = 1, DecoderLayerCount = 1, EncoderHeadCount = 2, DecoderHeadCount = 2,
                EncoderIntermediateSize = 64, DecoderIntermediateSize = 64, MaximumLength = 32, DecoderStartId = SpecialTokens.Of(Pairs.Vocabulary).SeparatorId,
            },
        }))),
        ["t5"] = (ml, change) => Decoded(ml, ml.Seq2Seq().Trainers.T5((T5TrainerOptions)change(new T5TrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training, Generation = s_generation,
            Network = new T5Config
            {
                VocabularySize = s_tokens, HiddenSize = Hidden, HeadSize = 16, IntermediateSize = 64, EncoderLayerCount = 1, HeadCount = 2, MaximumLength = 32,
                DecoderStartId = SpecialTokens.Of(Pairs.Vocabulary).SeparatorId,
            },
        }))),
        ["lstm"] = (ml, change) => Written(ml, ml.Seq2Seq().Trainers.Lstm((LstmTrainerOptions)change(new LstmTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training, Generation = s_generation,
            Network = new LstmConfig { VocabularySize = s_tokens, EmbeddingSize = Hidden, HiddenSize = Hidden, LayerCount = 1, MaximumLength = 32 },
        }))),
        ["lstm-title"] = (ml, change) => Decoded(ml, ml.Seq2Seq().Trainers.LstmTitle((LstmTitleTrainerOptions)change(new LstmTitleTrainerOptions
        {
            // Recurrent networks learn slower.
            Vocabulary = Pairs.Vocabulary, Training = s_training with { Epochs = 150, LearningRate = 1e-2 }, Generation = s_generation,
            Network = new LstmTitleConfig
            {
                VocabularySize = s_tokens, HiddenSize = Hidden, HeadCount = 2, MaximumLength = 32, DecoderStartId = SpecialTokens.Of(Pairs.Vocabulary).SeparatorId,
            },
        }))),
        ["bert"] = (ml, change) => Masked(ml, ml.Seq2Seq().Trainers.Bert((BertTrainerOptions)change(new BertTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training,
            Network = new BertConfig { VocabularySize = s_tokens, LayerCount = 1, HiddenSize = Hidden, HeadCount = 2, IntermediateSize = 64, MaximumLength = 32 },
        }))),
        ["gau-alpha"] = (ml, change) => Masked(ml, ml.Seq2Seq().Trainers.GauAlpha((GauAlphaTrainerOptions)change(new GauAlphaTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training,
            Network = new GauAlphaConfig { VocabularySize = s_tokens, LayerCount = 1, HiddenSize = Hidden, IntermediateSize = 64, KeySize = 16, MaximumLength = 32 },
        }))),
        ["flash"] = (ml, change) => Masked(ml, ml.Seq2Seq().Trainers.Flash((FlashTrainerOptions)change(new FlashTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training,
            Network = new FlashConfig { VocabularySize = s_tokens, LayerCount = 1, HiddenSize = Hidden, KeySize = 16, GroupSize = 4, MaximumLength = 32 },
        }))),
        ["flash-quad"] = (ml, change) => Masked(ml, ml.Seq2Seq().Trainers.FlashQuad((FlashQuadTrainerOptions)change(new FlashQuadTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary, Training = s_training,
            Network = new FlashQuadConfig { VocabularySize = s_tokens, LayerCount = 1, HiddenSize = Hidden, KeySize = 16, MaximumLength = 32 },
        }))),
    };

    public static TheoryData<string> Architectures => new(s_trained.Keys);

    [Fact]
    public void Every_architecture_has_a_case() => Assert.Equal(ArchitectureCatalog.Names, s_trained.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Architectures))]
    public async Task What_is_trained_is_saved_and_does_the_same_in_another_process(string architecture)
    {
        var ml = new MLContext(seed: 1);
        using TextModelTransformer model = Train(ml, architecture, options => options);
        Assert.Equal(architecture, ArchitectureCatalog.NameOf(model.Model.Network));
        bool writes = model is TextGenerationTransformer;
        string column = writes ? "Generated" : "Predictions";
        string[] texts = writes ? [.. Pairs.All.Select(p => p.Source)] : [.. Pairs.All.Select(p => $"{p.Target[0]}[MASK]{p.Target[2..]}")];
        IDataView data = ml.Data.LoadFromEnumerable(texts.Select(text => new Row { Source = text, Text = text }));
        string[] expected = [.. model.Transform(data).GetColumn<string>(column)];
        string path = Path.Combine(Directory.CreateTempSubdirectory("mlnetseq2seq-architecture-").FullName, "model.zip");
        ml.Seq2Seq().SaveModel(model, data.Schema, path);

        string[] found = await AnotherProcess.Run(typeof(ConsumerAssembly).Assembly, [path, column, .. texts]);

        Assert.Equal(expected, found);
        Assert.True(expected.Distinct().Count() > 1, "The model says the same of every text.");
    }

    /// <summary>Trains a small network of an architecture on the pairs.</summary>
    internal static TextModelTransformer Train(MLContext ml, string architecture, Func<Seq2SeqTrainerOptions, Seq2SeqTrainerOptions> change) => s_trained[architecture](ml, change);

    private static TextModelTransformer Written<T>(MLContext ml, Seq2SeqTrainer<T> trainer, PrefixTask task = PrefixTask.NextToken)
        where T : TextModelTransformer => Fit(ml, trainer, ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions
        {
            Vocabulary = Pairs.Vocabulary, Task = task, MaskRate = 0.5, MaximumLength = 24,
        }));

    private static TextModelTransformer Decoded<T>(MLContext ml, Seq2SeqTrainer<T> trainer)
        where T : TextModelTransformer => Fit(ml, trainer, ml.Seq2Seq().EncodeSeq2SeqPairs(new EncodeSeq2SeqPairsOptions { Vocabulary = Pairs.Vocabulary }));

    private static TextModelTransformer Masked<T>(MLContext ml, Seq2SeqTrainer<T> trainer)
        where T : TextModelTransformer => Fit(
            ml,
            trainer,
            ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = Pairs.Vocabulary }, WordsFrom = WordSource.Tokenizer, TextColumn = "Target" })
                .Append(ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = Pairs.Vocabulary })));

    private static TextModelTransformer Fit<T>(MLContext ml, Seq2SeqTrainer<T> trainer, IEstimator<ITransformer> encode)
        where T : TextModelTransformer
    {
        IDataView pairs = ml.Data.LoadFromEnumerable<TextPair>(Pairs.All);
        return trainer.Fit(encode.Fit(pairs).Transform(pairs));
    }

    private sealed class Row
    {
        public string Source { get; set; } = "";

        public string Text { get; set; } = "";
    }
}
