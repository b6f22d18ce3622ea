using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Models.T5;
using MlNetSeq2Seq.Scoring;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;
using TextModelConsumer;

namespace MlNetSeq2Seq.Tests.Tokenizers;

/// <summary>Models over vocabularies that are not WordPiece's go the whole way: a pipeline with a trainer, the zip, another process, a folder.</summary>
public sealed class OtherTokenizersTests : IDisposable
{
    private const int Hidden = 32;

    private static readonly TrainingOptions s_training = new() { Epochs = 100, LearningRate = 5e-3, Seed = 1 };
    private static readonly GenerateTextOptions s_generation = new() { Search = new BeamSearchOptions { BeamSize = 2, Count = 2, MinimumLength = 1, MaximumLength = 24 } };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-tokenizers-");
    private readonly MLContext _ml = new(seed: 1);

    private static string[] Sources => [.. Pairs.All.Select(pair => pair.Source)];

    private static string[] Targets => [.. Pairs.All.Select(pair => pair.Target)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task GPT_over_bytes_writes_what_it_learnt_here_in_another_process_and_read_from_a_folder()
    {
        using TextGenerationTransformer model = Gpt();

        Assert.Equal(Targets, Written(model));
        Assert.Equal(Targets, await AnotherProcess.Run(typeof(ConsumerAssembly).Assembly, [Save(model), "Generated", .. Sources]));
        Assert.Equal(Targets, FromFolder(model, "vocab.json", "merges.txt"));
    }

    [Fact]
    public async Task T5_over_SentencePiece_writes_what_it_learnt_here_in_another_process_and_read_from_a_folder()
    {
        PretrainedTokenizer tokenizer = SmallVocabularies.T5;
        int start = tokenizer.Options.Create(tokenizer.Vocabulary).SpecialTokens.PaddingId;
        using TextGenerationTransformer model = Fit(
            _ml.Seq2Seq().Trainers.T5(new T5TrainerOptions
            {
                Vocabulary = tokenizer.Vocabulary, Tokenizer = tokenizer.Options, Training = s_training with { LearningRate = 1e-2 }, Generation = s_generation,
                Network = new T5Config
                {
                    VocabularySize = tokenizer.Vocabulary.Count, HiddenSize = Hidden, HeadSize = 16, IntermediateSize = 64, EncoderLayerCount = 1, HeadCount = 2, MaximumLength = 32,
                    DecoderStartId = start, Dropout = 0,
                },
            }),
            _ml.Seq2Seq().EncodeSeq2SeqPairs(new EncodeSeq2SeqPairsOptions { Vocabulary = tokenizer.Vocabulary, Tokenizer = tokenizer.Options, DecoderStartId = start }));

        Assert.Equal(Targets, Written(model));
        Assert.Equal(Targets, await AnotherProcess.Run(typeof(ConsumerAssembly).Assembly, [Save(model), "Generated", .. Sources]));
        Assert.Equal(Targets, FromFolder(model, "spiece.model"));
    }

    [Fact]
    public async Task BART_reads_one_vocabulary_and_writes_another()
    {
        // The sources' padding, the last of their ids, is beyond the targets' vocabulary, and the other way round the encoder's table is longer.
        using TextGenerationTransformer model = Translator();

        Assert.IsType<ByteBpeTextTokenizer>(model.Model.SourceTokenizer);
        Assert.IsType<BertTextTokenizer>(model.Model.Tokenizer);
        Assert.Equal(Targets, Written(model));
        Assert.Equal(Targets, await AnotherProcess.Run(typeof(ConsumerAssembly).Assembly, [Save(model), "Generated", .. Sources]));
        Assert.Equal(Targets, FromFolder(model, "vocab.txt", Path.Combine("source_tokenizer", "vocab.json")));
    }

    [Fact]
    public void A_source_vocabulary_of_another_size_than_the_network_s_is_refused()
    {
        using TextGenerationTransformer model = Translator(epochs: 1);

        Assert.Equal(
            $"The network reads sources of {SmallVocabularies.Gpt.Vocabulary.Count} tokens, but their vocabulary has {SmallVocabularies.T5.Vocabulary.Count}. (Parameter 'source')",
            Assert.Throws<ArgumentException>(() => new LanguageModel(model.Model.Network, Pairs.Vocabulary, source: SmallVocabularies.T5)).Message);
    }

    [Fact]
    public void A_loaded_model_scores_texts_of_bytes_as_the_saved_one_does()
    {
        using TextGenerationTransformer model = Gpt();
        var scorer = new TextScorer(model.Model, new ScoreTextOptions());
        using var loaded = (TextGenerationTransformer)Last(_ml.Model.Load(Save(model), out _));

        TextScore[] learnt = scorer.Score([.. Pairs.All.Select(pair => (pair.Source, pair.Target))]);
        TextScore[] other = scorer.Score([.. Pairs.All.Select((pair, i) => (pair.Source, Targets[(i + 1) % Targets.Length]))]);

        Assert.All(learnt.Zip(other), scores => Assert.True(scores.First.LogProbability > scores.Second.LogProbability));
        Assert.Equal(learnt, new TextScorer(loaded.Model, new ScoreTextOptions()).Score([.. Pairs.All.Select(pair => (pair.Source, pair.Target))]));
    }

    [Fact]
    public void Masks_are_filled_over_bytes_and_refused_where_the_vocabulary_has_none()
    {
        PretrainedTokenizer tokenizer = SmallVocabularies.Bart;
        var config = new BertConfig { VocabularySize = tokenizer.Vocabulary.Count, LayerCount = 1, HiddenSize = Hidden, HeadCount = 2, IntermediateSize = 64, MaximumLength = 32 };
        using var model = new LanguageModel(new BertModel(config), tokenizer.Vocabulary, tokenizer.Options);

        FilledText filled = new MaskFiller(model, new FillMaskOptions { TopK = 3 }).Fill(["红 <mask>茶"])[0];

        Assert.Equal(new TextSpan(1, 7), Assert.Single(filled.Masks));
        Assert.Equal(3, filled.Candidates[0].Count);
        Assert.Equal("红" + model.Tokenizer.Decode([filled.Candidates[0][0].Id]) + "茶", filled.ToFilled());

        PretrainedTokenizer gpt = SmallVocabularies.Gpt;
        using var maskless = new LanguageModel(new BertModel(config with { VocabularySize = gpt.Vocabulary.Count }), gpt.Vocabulary, gpt.Options);
        Assert.StartsWith("FillMask needs a token that hides others", Assert.Throws<ArgumentException>(() => new MaskFiller(maskless, new FillMaskOptions())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Kind\": \"ByteBpe\"", "\"Kind\": \"Runes\"", "The tokenizer 'Runes' is not known")]
    [InlineData("\"Merges\": [", "\"Merges\": [\"x\",", "The merges do not belong to the vocabulary")]
    [InlineData("<|endoftext|>", "<|other|>", "lacks the special token <|other|>")]
    [InlineData("\"AddPrefixSpace\": false", "\"AddPrefixSpace\": ", "The model's TextTokenizerOptions cannot be read: ")]
    public void A_zip_whose_tokenizer_was_changed_is_refused_in_one_sentence(string old, string @new, string message)
    {
        using TextGenerationTransformer model = Gpt(epochs: 1);
        byte[] zip = Zips.Replace(File.ReadAllBytes(Save(model)), "Tokenizer.json", old, @new);

        Assert.Contains(message, Zips.Complaint(_ml, zip).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_whose_model_of_SentencePiece_was_cut_off_is_refused_in_one_sentence()
    {
        PretrainedTokenizer t5 = SmallVocabularies.T5;
        var config = new GptConfig { VocabularySize = t5.Vocabulary.Count, LayerCount = 1, HiddenSize = Hidden, HeadCount = 2, MaximumLength = 32 };
        using var model = new TextGenerationTransformer(new LanguageModel(new GptModel(config), t5.Vocabulary, t5.Options), s_generation);
        string text = Convert.ToBase64String(((SentencePieceTextTokenizerOptions)t5.Options).Model);
        byte[] zip = Zips.Replace(File.ReadAllBytes(Save(model)), "Tokenizer.json", text, text[..400]);

        Assert.Contains("SentencePiece model", Zips.Complaint(_ml, zip).Message, StringComparison.Ordinal);
    }

    private static ITransformer Last(ITransformer model) => model is TransformerChain<ITransformer> chain ? chain.LastTransformer : model;

    private TextGenerationTransformer Gpt(int epochs = 100)
    {
        PretrainedTokenizer tokenizer = SmallVocabularies.Gpt;
        return Fit(
            _ml.Seq2Seq().Trainers.Gpt(new GptTrainerOptions
            {
                Vocabulary = tokenizer.Vocabulary, Tokenizer = tokenizer.Options, Training = s_training with { Epochs = epochs }, Generation = s_generation,
                Network = new GptConfig { VocabularySize = tokenizer.Vocabulary.Count, LayerCount = 2, HiddenSize = Hidden, HeadCount = 2, MaximumLength = 48 },
            }),
            _ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions
            {
                Vocabulary = tokenizer.Vocabulary, Tokenizer = tokenizer.Options, Task = PrefixTask.NextToken, MaximumLength = 48,
            }));
    }

    private TextGenerationTransformer Translator(int epochs = 100)
    {
        PretrainedTokenizer source = SmallVocabularies.Gpt;
        return Fit(
            _ml.Seq2Seq().Trainers.Bart(new BartTrainerOptions
            {
                Vocabulary = Pairs.Vocabulary, Source = source, Training = s_training with { Epochs = epochs }, Generation = s_generation,
                Network = new BartConfig
                {
                    VocabularySize = Pairs.Vocabulary.Count, SourceVocabularySize = source.Vocabulary.Count, SourceEncoderLayerCount = 1, HiddenSize = Hidden, EncoderLayerCount = 1,
                    DecoderLayerCount = 1, EncoderHeadCount = 2, DecoderHeadCount = 2, EncoderIntermediateSize = 64, DecoderIntermediateSize = 64, MaximumLength = 32,
                    DecoderStartId = SpecialTokens.Of(Pairs.Vocabulary).SeparatorId,
                },
            }),
            _ml.Seq2Seq().EncodeSeq2SeqPairs(new EncodeSeq2SeqPairsOptions { Vocabulary = Pairs.Vocabulary, Source = source }));
    }

    private TextGenerationTransformer Fit(Seq2SeqTrainer<TextGenerationTransformer> trainer, IEstimator<ITransformer> encode)
    {
        IDataView pairs = _ml.Data.LoadFromEnumerable<TextPair>(Pairs.All);
        return trainer.Fit(encode.Fit(pairs).Transform(pairs));
    }

    private string[] Written(ITransformer model) => [.. SmallTraining.Answers(_ml, model, Sources).Select(answer => answer.Generated)];

    private string Save(TextModelTransformer model)
    {
        string path = Path.Combine(_folder.FullName, "model.zip");
        _ml.Seq2Seq().SaveModel(model, _ml.Data.LoadFromEnumerable<Query>([]).Schema, path);
        return path;
    }

    private string[] FromFolder(TextGenerationTransformer model, params string[] files)
    {
        string folder = Path.Combine(_folder.FullName, "folder");
        model.Model.WriteFolder(folder);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
        using var read = LanguageModel.ReadFolder(folder);
        using var writer = new TextGenerationTransformer(read, s_generation, ownsModel: false);
        return Written(writer);
    }
}
