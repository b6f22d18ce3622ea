using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Models;
using MlNetSeq2Seq.Tests.Training;
using MlNetSeq2Seq.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Modules;

public sealed class ActivationRecomputationTests : IDisposable
{
    private const string Bert = """ "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 32, "hidden_dropout_prob": 0.2, "attention_probs_dropout_prob": 0.2 """;
    private const string Bart = """ "d_model": 16, "encoder_layers": 2, "decoder_layers": 3, "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "max_position_embeddings": 32, "dropout": 0.2, "attention_dropout": 0.2, "activation_dropout": 0.2 """;

    private readonly int _threads = get_num_threads();

    public ActivationRecomputationTests() => set_num_threads(1); // bits are promised on one thread

    public static TheoryData<string, string> Architectures => new()
    {
        { "bert", Bert },
        { "unilm", Bert },
        { "gpt", """ "n_embd": 16, "n_layer": 3, "n_head": 2, "n_positions": 32, "embd_pdrop": 0.2, "attn_pdrop": 0.2, "resid_pdrop": 0.2 """ },
        { "bart", Bart },
        { "bart", $""" "source_vocab_size": {Overfitting.VocabularySize}, "source_encoder_layers": 2, {Bart} """ },
        { "t5", """ "d_model": 16, "num_layers": 3, "num_heads": 2, "d_kv": 8, "d_ff": 32, "dropout_rate": 0.2 """ },
        { "gau-alpha", """ "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 3, "attention_key_size": 8, "max_position_embeddings": 32, "hidden_dropout_prob": 0.2, "attention_probs_dropout_prob": 0.2 """ },
        { "flash-quad", """ "hidden_size": 16, "num_hidden_layers": 3, "s": 8, "max_position_embeddings": 32, "dropout": 0.2, "initializer_range": 0.3 """ },
        { "flash-quad", """ "hidden_size": 16, "num_hidden_layers": 3, "s": 8, "max_position_embeddings": 1024, "dropout": 0.2, "initializer_range": 0.3 """ },
        { "flash", """ "causal": true, "group_size": 4, "hidden_size": 16, "num_hidden_layers": 3, "query_key_dim": 8, "max_position_embeddings": 32, "dropout": 0.2, "initializer_range": 0.3 """ },
    };

    // R-Drop runs every layer twice in one graph, and two batches add to the same gradients: sums of four, whose order shows in the last bits.
    [Theory]
    [MemberData(nameof(Architectures))]
    public void Gradients_have_the_same_bits_with_dropout_on(string architecture, string sizes)
    {
        (double[] losses, float[] kept) = Gradients(architecture, sizes, recomputes: false);
        (double[] lossesAgain, float[] recomputed) = Gradients(architecture, sizes, recomputes: true);

        Assert.Equal(losses, lossesAgain);
        Assert.Equal(kept, recomputed);
        Assert.NotEqual(losses[0], losses[1]); // dropout draws on, whatever was drawn again
        Assert.Contains(kept, value => value != 0);
    }

    [Theory]
    [InlineData("gpt", """ "n_embd": 16, "n_head": 2, "n_positions": 32, "n_layer": """)]
    [InlineData("t5", """ "d_model": 16, "num_heads": 2, "d_kv": 8, "d_ff": 32, "num_decoder_layers": 1, "num_layers": """)]
    [InlineData("flash", """ "causal": true, "group_size": 4, "hidden_size": 16, "query_key_dim": 8, "max_position_embeddings": 32, "num_hidden_layers": """)]
    public void A_layer_leaves_its_result_and_nothing_that_it_computed_on_the_way(string architecture, string sizes)
    {
        // The result as the layer gave it and as libtorch hands it out, the state of the generator, and a handle more with the published TorchSharp.
        const int mostOfLayer = 4;
        const int fewestOfKept = 20;
        const int more = 4;

        Assert.InRange(LiveTensors(1 + more, recomputes: true) - LiveTensors(1, recomputes: true), more, more * mostOfLayer);
        Assert.True(LiveTensors(1 + more, recomputes: false) - LiveTensors(1, recomputes: false) > more * fewestOfKept);

        long LiveTensors(int layers, bool recomputes)
        {
            using Seq2SeqModel model = New(architecture, $"{sizes}{layers}");
            model.Recomputation!.Set(recomputes);
            using var scope = NewDisposeScope();
            long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            model.Logits(Batch(architecture));
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
    }

    [Fact]
    public void A_whole_training_gives_the_same_weights_in_bfloat16_with_parts_of_it_frozen()
    {
        TrainingOptions options = CheckpointTests.Everything with
        {
            LearningRate = 1e-3, Precision = TrainingPrecision.BFloat16, Stages = [new TrainingStage { Steps = 3, FrozenPatterns = ["wte", "wpe", "h.0."] }, new TrainingStage()],
        };

        (float[] kept, TrainingResult first) = Train(options);
        (float[] recomputed, TrainingResult second) = Train(options with { RecomputeActivations = true });

        Assert.Equal(first.Steps.Select(s => (s.Loss, s.GradientNorm)), second.Steps.Select(s => (s.Loss, s.GradientNorm)));
        Assert.Equal(kept, recomputed);
    }

    [Fact]
    public void Attention_is_seen_once()
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = New("bert", Bert);
        model.Recomputation!.Set(true);
        using AttentionCapture capture = AttentionCapture.Begin();

        model.Loss(Batch("bert"), new TokenLoss()).backward();

        Assert.Equal(3, capture.Maps.Count);
    }

    [Fact]
    public void A_model_without_layers_that_can_is_refused()
    {
        using TinyModel model = TinyTraining.Model();

        Assert.Equal(
            "TinyModel has no layers whose activations could be computed again; leave RecomputeActivations off. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, new TrainingOptions { RecomputeActivations = true })).Message);
    }

    public void Dispose() => set_num_threads(_threads);

    private static Seq2SeqModel New(string architecture, string sizes)
    {
        manual_seed(5);
        Seq2SeqModel model = ArchitectureCatalog.Create(architecture, $$"""{ "vocab_size": {{Overfitting.VocabularySize}}, {{sizes}} }""");
        model.train();
        return model;
    }

    private static PaddedBatch Batch(string architecture) => PaddedBatch.Of(
        architecture switch { "bart" or "t5" => Overfitting.Pairs(), "bert" => Overfitting.Masked(), _ => Overfitting.Causal() }, paddingId: 0);

    private static (double[] Losses, float[] Gradients) Gradients(string architecture, string sizes, bool recomputes)
    {
        using var scope = NewDisposeScope();
        using Seq2SeqModel model = New(architecture, sizes);
        model.Recomputation!.Set(recomputes);
        double[] losses = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using var step = NewDisposeScope();
            Tensor loss = RDrop.Losses(model, Batch(architecture), new TokenLoss(), weight: 1).Sum(StepShare.Whole);
            loss.backward();
            return loss.ToDouble();
        })];
        return (losses, [.. model.parameters().Where(p => p.grad is not null).SelectMany(p => p.grad!.data<float>().ToArray())]);
    }

    private static (float[] Weights, TrainingResult Result) Train(TrainingOptions options)
    {
        using Seq2SeqModel model = New("gpt", """ "n_embd": 16, "n_layer": 2, "n_head": 2, "n_positions": 32 """);
        TrainingResult result = new TrainingLoop(model, options).Run(TinyTraining.Batches, TinyTraining.Held);
        return ([.. model.parameters().SelectMany(p => p.detach().data<float>().ToArray())], result);
    }
}
