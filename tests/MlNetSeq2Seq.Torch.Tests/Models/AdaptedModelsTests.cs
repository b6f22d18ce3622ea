using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Tests.Weights;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>Adapters in the models that write from left to right, which run their layers in two ways: over rows and a token at a time.</summary>
public sealed class AdaptedModelsTests
{
    private const string Bart = """ "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "max_position_embeddings": 32 """;

    public static TheoryData<string, string, int> Architectures => new()
    {
        { "gpt", """ "n_embd": 16, "n_layer": 2, "n_head": 2, "n_positions": 32 """, 2 },
        { "bart", Bart, 4 },
        { "t5", """ "d_model": 16, "num_layers": 2, "num_heads": 2, "d_kv": 8, "d_ff": 32 """, 4 },
        { "gau-alpha", """ "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "attention_key_size": 8, "max_position_embeddings": 32 """, 2 },
        { "flash-quad", """ "hidden_size": 16, "num_hidden_layers": 2, "s": 8, "max_position_embeddings": 32 """, 2 },
        { "flash", """ "causal": true, "group_size": 4, "hidden_size": 16, "num_hidden_layers": 2, "query_key_dim": 8, "max_position_embeddings": 32 """, 2 },
        { "lstm", """ "embedding_size": 16, "hidden_size": 16, "num_layers": 2, "max_position_embeddings": 32 """, 1 },
        { "lstm-title", """ "hidden_size": 16, "num_attention_heads": 2, "max_position_embeddings": 32 """, 2 },
    };

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Adapters_begin_as_the_identity(string architecture, string sizes, int layers)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        manual_seed(1);
        using Seq2SeqModel plain = New(architecture, sizes, adapterSize: 0);
        using Seq2SeqModel adapted = New(architecture, sizes, adapterSize: 3);
        IReadOnlyList<string> own = StateDict.Copy(plain, adapted);
        PaddedBatch batch = Batch(architecture);

        Assert.All(own, name => Assert.Contains("adapter.", name, StringComparison.Ordinal));
        Assert.Equal(layers, own.Count(name => name.EndsWith("adapter.up.weight", StringComparison.Ordinal)));
        TensorAssert.Close(plain.Logits(batch).Tokens, adapted.Logits(batch).Tokens, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Rows_of_a_session_pass_through_the_adapters(string architecture, string sizes, int layers)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using Seq2SeqModel model = New(architecture, sizes, adapterSize: 3);
        Parameter[] widening = [.. StateDict.Parameters(model).Where(p => p.Key.EndsWith("adapter.up.weight", StringComparison.Ordinal)).Select(p => p.Value)];
        Assert.Equal(layers, widening.Length);
        using (no_grad())
        {
            foreach (Parameter weight in widening)
            {
                nn.init.normal_(weight);
            }
        }

        SessionLaws.AssertScoresOfWholeRows(model, [5, 6, 7], [8, 9, 10]);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Weights_of_a_network_without_adapters_begin_one_with_them(string architecture, string sizes, int layers)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using Seq2SeqModel plain = New(architecture, sizes, adapterSize: 0);
        using Seq2SeqModel adapted = New(architecture, sizes, adapterSize: 3);
        string[] tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. Enumerable.Range(5, Overfitting.VocabularySize - 5).Select(id => $"t{id}")];
        PretrainedFolder.Write(folder.FullName, plain, new Vocabulary(tokens), new BertTextTokenizerOptions());

        IReadOnlyList<string> untrained = PretrainedFolder.LoadWeights(adapted, folder.FullName);

        Assert.Equal(layers, untrained.Count(name => name.EndsWith("adapter.up.weight", StringComparison.Ordinal)));
        PaddedBatch batch = Batch(architecture);
        using IDisposable noGradient = no_grad();
        TensorAssert.Close(plain.Logits(batch).Tokens, adapted.Logits(batch).Tokens, 1e-6);
    }

    [Theory]
    [InlineData("gau-alpha")]
    [InlineData("flash-quad")]
    [InlineData("flash")]
    [InlineData("lstm")]
    [InlineData("lstm-title")]
    public void A_negative_width_is_refused(string architecture)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ArchitectureCatalog.Create(architecture, """{ "vocab_size": 9, "adapter_size": -1 }"""));

        Assert.Contains("adapter_size -1; it must be at least 0", error.Message, StringComparison.Ordinal);
    }

    private static Seq2SeqModel New(string architecture, string sizes, int adapterSize)
    {
        Seq2SeqModel model = ArchitectureCatalog.Create(architecture, $$"""{ "vocab_size": {{Overfitting.VocabularySize}}, "adapter_size": {{adapterSize}}, {{sizes}} }""");
        model.eval();
        return model;
    }

    private static PaddedBatch Batch(string architecture) => PaddedBatch.Of(architecture is "bart" or "t5" or "lstm-title" ? Overfitting.Pairs() : Overfitting.Causal(), 0);
}
