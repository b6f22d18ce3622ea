using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Tests.Weights;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Tests.Models.Transformers;

/// <summary>
/// Folders that are written here, read by Hugging Face's transformers itself: no tensor is missing or too many, the network computes
/// and writes there what it does here, and what transformers saves is read back equal. Tolerances are those of the reference numbers.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class TransformersTests : IDisposable
{
    private const double Tolerance = 2e-5;
    private const int VocabularySize = 60;
    private const int PaddingId = 0;
    private const int EndId = 3;
    private const int Classes = 5;
    private const int Longest = 24;

    private const string Encoder = """ "hidden_size":24,"num_hidden_layers":2,"num_attention_heads":3,"intermediate_size":40,"max_position_embeddings":64""";
    private const string EncoderDecoder =
        """ "d_model":24,"encoder_layers":2,"decoder_layers":3,"encoder_attention_heads":2,"decoder_attention_heads":4,"encoder_ffn_dim":36,"decoder_ffn_dim":40,"max_position_embeddings":64""";
    private const string TextToText = """ "d_model":24,"d_kv":10,"d_ff":40,"num_layers":2,"num_decoder_layers":3,"num_heads":3,"relative_attention_num_buckets":8,"relative_attention_max_distance":12""";

    private static readonly int[][] s_sources = [[2, 17, 33, 8, 51, 20, 9, 46, 3], [2, 40, 11, 28, 3], [2, 5, 59, 59, 14, 38, 3]];
    private static readonly int[][] s_targets = [[31, 7, 7, 50, 3], [12, 3], [44, 23, 6, 19, 55, 10, 3]];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _saved = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>Architecture, config and the class that reads the folder, of encoders.</summary>
    public static TheoryData<string, string, string> Encoders => new()
    {
        { "bert", $$"""{{{Encoder}},"head":"MaskedLanguageModel"}""", "BertForMaskedLM" },
        { "bert", $$"""{{{Encoder}},"head":"PreTraining"}""", "BertForPreTraining" },
        { "unilm", $"{{{Encoder}}}", "BertForMaskedLM" },
    };

    /// <summary>Architecture, config and the class that reads the folder, of networks that write.</summary>
    public static TheoryData<string, string, string> Writers => new()
    {
        { "gpt", """{"n_embd":24,"n_head":3,"n_layer":2,"n_positions":64}""", "GPT2LMHeadModel" },
        { "gpt", """{"n_embd":24,"n_head":3,"n_layer":2,"n_positions":64,"bias":false,"activation_function":"gelu"}""", "GPT2LMHeadModel" },
        { "bart", $$"""{{{EncoderDecoder}}}""", "BartForConditionalGeneration" },
        { "bart", $$"""{{{EncoderDecoder}},"scale_embedding":true,"activation_function":"relu","decoder_start_token_id":3}""", "BartForConditionalGeneration" },
        { "t5", $$"""{{{TextToText}}}""", "T5ForConditionalGeneration" },
        { "t5", $$"""{{{TextToText}},"feed_forward_proj":"gated-gelu","tie_word_embeddings":false}""", "T5ForConditionalGeneration" },
        { "t5", $$"""{{{TextToText}},"feed_forward_proj":"gated-silu","layer_norm_epsilon":1e-5}""", "T5ForConditionalGeneration" },
    };

    [TransformersTheory]
    [MemberData(nameof(Encoders))]
    public void Transformers_scores_the_tokens_of_an_encoder_alike(string architecture, string config, string className)
    {
        using Seq2SeqModel network = Written(architecture, config);
        bool hasClasses = className == "BertForPreTraining";
        var batch = PaddedBatch.Of([.. s_sources.Select((ids, row) => new MaskedSample(ids, SegmentsOf(ids), ids) { SequenceLabel = hasClasses ? row % 2 : Labels.Ignore })], PaddingId);
        JsonObject inputs = Inputs(s_sources, withSegments: true);
        inputs["labels"] = Padded(s_sources, Labels.Ignore);
        if (hasClasses)
        {
            inputs["next_sentence_label"] = new JsonArray([.. s_sources.Select((_, row) => JsonValue.Create(row % 2))]);
        }

        JsonElement answers = Ask(network, className, inputs);

        BatchLogits logits = network.Logits(batch);
        JsonElement outputs = answers.GetProperty("outputs");
        TensorAssert.Close(AtLabels(outputs.GetProperty(hasClasses ? "prediction_logits" : "logits"), batch), logits.Tokens, Tolerance);
        if (hasClasses)
        {
            TensorAssert.Close(outputs.GetProperty("seq_relationship_logits").ToFloatTensor(), logits.Sequence!, Tolerance);
        }

        Assert.Equal(outputs.GetProperty("loss").GetDouble(), GoldenBatch.MeanLoss(network, batch).ToDouble(), 1e-5);
    }

    [TransformersTheory]
    [InlineData("BertForSequenceClassification")]
    public void Transformers_scores_the_classes_of_rows_alike(string className)
    {
        using Seq2SeqModel network = Written("bert", $$"""{{{Encoder}},"head":"Classification","num_labels":{{Classes}}}""");
        var batch = PaddedBatch.Of([.. s_sources.Select((ids, row) => new MaskedSample(ids, SegmentsOf(ids), NoLabels(ids)) { SequenceLabel = row })], PaddingId);
        JsonObject inputs = Inputs(s_sources, withSegments: true);
        inputs["labels"] = new JsonArray([.. s_sources.Select((_, row) => JsonValue.Create(row))]);

        JsonElement outputs = Ask(network, className, inputs).GetProperty("outputs");

        Tensor scores = network.Logits(batch).Sequence!;
        TensorAssert.Close(outputs.GetProperty("logits").ToFloatTensor(), scores, Tolerance);
        Assert.Equal(outputs.GetProperty("loss").GetDouble(), F.cross_entropy(scores, tensor(batch.SequenceLabels, dtype: ScalarType.Int64)).ToDouble(), 1e-5);
    }

    [TransformersTheory]
    [InlineData("BertForQuestionAnswering")]
    public void Transformers_finds_answers_alike(string className)
    {
        using Seq2SeqModel network = Written("bert", $$"""{{{Encoder}},"head":"Reading"}""");
        var batch = PaddedBatch.Of([.. s_sources.Select(ids => new MaskedSample(ids, SegmentsOf(ids), NoLabels(ids)))], PaddingId);

        JsonElement outputs = Ask(network, className, Inputs(s_sources, withSegments: true)).GetProperty("outputs");

        Tensor scores = ((IReadingModel)network).AnswerScores(batch); // [rows, length, 2]
        Tensor real = scores[.., .., 0].isfinite();
        TensorAssert.Close(outputs.GetProperty("start_logits").ToFloatTensor(), scores[.., .., 0], Tolerance, where: real);
        TensorAssert.Close(outputs.GetProperty("end_logits").ToFloatTensor(), scores[.., .., 1], Tolerance, where: real);
    }

    [TransformersTheory]
    [MemberData(nameof(Writers))]
    public void Transformers_scores_and_writes_texts_alike(string architecture, string config, string className)
    {
        using Seq2SeqModel network = Written(architecture, config);
        bool isCausal = architecture == "gpt";
        PaddedBatch batch = isCausal ? CausalBatch() : PairBatch(JsonNode.Parse(config)!["decoder_start_token_id"]?.GetValue<int>() ?? StartOf(network));
        JsonObject inputs = Inputs(s_sources, withSegments: false);
        inputs["labels"] = Padded(isCausal ? s_sources : s_targets, Labels.Ignore);

        // A prompt that goes on does not end with the end token.
        int[][] sources = [.. s_sources.Select(ids => isCausal ? ids[..^1] : ids)];
        (int[] Source, int Beams)[] texts = [.. sources.SelectMany(source => (int[])[1, 3], (source, beams) => (source, beams))];

        JsonElement answers = Ask(network, className, inputs, [.. texts.Select(text => Writing(text.Source, text.Beams))]);

        JsonElement outputs = answers.GetProperty("outputs");
        TensorAssert.Close(AtLabels(outputs.GetProperty("logits"), batch), network.Logits(batch).Tokens, Tolerance);
        Assert.Equal(outputs.GetProperty("loss").GetDouble(), GoldenBatch.MeanLoss(network, batch).ToDouble(), 1e-5);
        foreach (((int[] source, int beams), JsonElement written) in texts.Zip(answers.GetProperty("written").EnumerateArray()))
        {
            int prefix = isCausal ? source.Length : 1;
            Assert.Equal(HuggingFaceSearch.Written(written[0], prefix, EndId), Write(network, source, beams, Longest - prefix));
        }
    }

    [TransformersTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Transformers_cuts_texts_alike(bool lowerCase)
    {
        string[] texts = ["红茶很好喝！", "Café ABC aab 3红 b，c", "  red\tTea\n茶 [UNK] ", "", "àé 红\u0000茶\u200b \ufffd"];
        var options = new BertTextTokenizerOptions { LowerCase = lowerCase, KeepSpecialTokens = true };
        using Seq2SeqModel network = Written("unilm", $"{{{Encoder}}}", options);
        var tokenizer = new BertTextTokenizer(PretrainedFolder.Open(_folder.FullName).ReadTokenizer().Vocabulary, options);

        JsonElement ids = Ask(network, "BertForMaskedLM", Inputs(s_sources, withSegments: true), [], texts).GetProperty("ids");

        Assert.Equal(
            texts.Select(text => (int[])[tokenizer.SpecialTokens.ClassificationId, .. tokenizer.Encode(text).Ids, tokenizer.SpecialTokens.SeparatorId]),
            ids.EnumerateArray().Select(row => row.ToInts()));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _saved.Dispose();
        _folder.Dispose();
    }

    // What transformers saves is the network that it was given; its class for masks alone has no summary of rows.
    private void AssertReadsBack(Seq2SeqModel network, string architecture, string className)
    {
        (Seq2SeqModel read, IReadOnlyList<string> untrained) = PretrainedFolder.Open(_saved.FullName, architecture).ReadNetwork();
        bool IsLost(string name) => className == "BertForMaskedLM" && name.StartsWith("bert.pooler.", StringComparison.Ordinal);
        Assert.All(untrained, name => Assert.True(IsLost(name), name));
        Dictionary<string, TorchSharp.Modules.Parameter> parameters = StateDict.Parameters(read);
        Assert.All(StateDict.Parameters(network).Where(p => !IsLost(p.Key)), p => TensorAssert.Close(p.Value, parameters[p.Key], 0));
        read.Dispose();
    }

    // Without a length penalty, which is not the same in all versions of transformers.
    private static JsonObject Writing(int[] source, int beams) => new()
    {
        ["input_ids"] = Padded([source], PaddingId),
        ["max_length"] = Longest,
        ["num_beams"] = beams,
        ["do_sample"] = false,
        ["early_stopping"] = beams > 1,
        ["length_penalty"] = 0.0,
    };

    private static int[] Write(Seq2SeqModel network, int[] source, int beams, int maximum)
    {
        SearchOptions options = beams == 1
            ? new GreedySearchOptions { MaximumLength = maximum }
            : new BeamSearchOptions { MaximumLength = maximum, BeamSize = beams, Stopping = BeamStopping.PoolIsFull };
        using IDecoderSession session = ((IGenerativeModel)network).Start([Sources.Of(source)], Sources.Padded(PaddingId));
        return options.CreateSearch(EndId).Run(session)[0][0].Tokens;
    }

    private JsonElement Ask(Seq2SeqModel network, string className, JsonObject inputs, JsonNode[]? written = null, string[]? texts = null)
    {
        JsonElement answers = PythonTransformers.Ask(_folder.FullName, className, _saved.FullName, new JsonObject
        {
            ["inputs"] = inputs,
            ["written"] = new JsonArray(written ?? []),
            ["texts"] = new JsonArray([.. (texts ?? []).Select(text => (JsonNode)text)]),
        });
        string[] Names(string what) => [.. answers.GetProperty(what).EnumerateArray().Select(name => name.GetString()!)];
        Assert.Empty(Names("unexpected"));
        Assert.Empty(Names("mismatched"));

        // Second names of one tensor, which no safetensors file holds: older versions miss them, and share the tensor all the same.
        string architecture = ArchitectureCatalog.NameOf(network);
        Assert.Empty(Names("missing").Except(PublishedFormats.Of(architecture).WeightNames(network).Tied.Keys));
        AssertReadsBack(network, architecture, className);
        return answers;
    }

    /// <summary>A network whose weights are large enough for a wrong mask, scale or activation to show; its folder is written.</summary>
    private Seq2SeqModel Written(string architecture, string config, BertTextTokenizerOptions? tokenizer = null)
    {
        JsonObject sizes = JsonNode.Parse(config)!.AsObject();
        sizes["vocab_size"] = VocabularySize;
        Seq2SeqModel network = ArchitectureCatalog.Create(architecture, sizes.ToJsonString());
        network.eval();
        using (no_grad())
        {
            var random = new Random(7);
            foreach ((string name, TorchSharp.Modules.Parameter parameter) in StateDict.Parameters(network).OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                float[] values = new float[parameter.NumberOfElements];
                double scale = parameter.dim() > 1 ? 1.7 / Math.Sqrt(parameter.shape[1]) : 0.3;
                double mean = parameter.dim() == 1 && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0;
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)(mean + (scale * 1.7 * ((2 * random.NextDouble()) - 1)));
                }

                parameter.copy_(tensor(values, parameter.shape));
            }
        }

        string[] known = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "红", "茶", "很", "好", "！", "a", "##a", "##b", "b", "c", "cafe", "A", "##BC", "3", "[", "]", "##红", "tea"];
        var vocabulary = new Vocabulary([.. known, .. Enumerable.Range(known.Length, VocabularySize - known.Length).Select(id => $"t{id}")]);
        PretrainedFolder.Write(_folder.FullName, network, vocabulary, tokenizer ?? new BertTextTokenizerOptions());
        return network;
    }

    private static int StartOf(Seq2SeqModel network) => PublishedFormat.ConfigOf(network)["decoder_start_token_id"]!.GetValue<int>();

    private static PaddedBatch CausalBatch() => PaddedBatch.Of([.. s_sources.Select(ids => new CausalSample(ids, [.. ids[1..], Labels.Ignore]))], PaddingId);

    private static PaddedBatch PairBatch(int start) =>
        PaddedBatch.Of([.. s_sources.Zip(s_targets, (source, target) => new Seq2SeqSample(source, [start, .. target[..^1]], target))], PaddingId);

    /// <summary>Scores at the labels of a batch; transformers gives those of all places, and a causal network's labels are the next ids.</summary>
    private static Tensor AtLabels(JsonElement scores, PaddedBatch batch) =>
        scores.ToFloatTensor().flatten(0, 1).index_select(0, tensor(batch.LabelPositions, dtype: ScalarType.Int64));

    private static JsonObject Inputs(int[][] rows, bool withSegments)
    {
        var inputs = new JsonObject
        {
            ["input_ids"] = Padded(rows, PaddingId),
            ["attention_mask"] = Padded([.. rows.Select(row => row.Select(_ => 1).ToArray())], 0),
        };
        if (withSegments)
        {
            inputs["token_type_ids"] = Padded([.. rows.Select(SegmentsOf)], 0);
        }

        return inputs;
    }

    private static int[] SegmentsOf(int[] ids) => [.. ids.Select((_, place) => place < ids.Length / 2 ? 0 : 1)];

    private static int[] NoLabels(int[] ids) => [.. ids.Select(_ => Labels.Ignore)];

    private static JsonArray Padded(int[][] rows, int filler)
    {
        int length = rows.Max(row => row.Length);
        return new JsonArray([.. rows.Select(row => new JsonArray([.. row.Concat(Enumerable.Repeat(filler, length - row.Length)).Select(value => (JsonNode)value)]))]);
    }
}
