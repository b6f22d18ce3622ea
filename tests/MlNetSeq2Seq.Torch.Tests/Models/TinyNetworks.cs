using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>A small network of every architecture, and of every head of encoders, with samples that it learns from.</summary>
internal static class TinyNetworks
{
    private const string Encoder = """ "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 32, "hidden_dropout_prob": DROPOUT, "attention_probs_dropout_prob": DROPOUT """;
    private const string Gau = """ "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "attention_key_size": 8, "max_position_embeddings": 32, "hidden_dropout_prob": DROPOUT, "attention_probs_dropout_prob": DROPOUT """;
    private const string FlashQuad = """ "hidden_size": 16, "num_hidden_layers": 2, "s": 8, "max_position_embeddings": 32, "dropout": DROPOUT """;
    private const string Flash = """ "group_size": 4, "hidden_size": 16, "num_hidden_layers": 2, "query_key_dim": 8, "max_position_embeddings": 32, "dropout": DROPOUT """;

    private static readonly Dictionary<string, (string Architecture, string Sizes, EncoderHead? Head, Func<TrainingSample[]> Samples)> s_networks = new(StringComparer.Ordinal)
    {
        ["bert"] = ("bert", Encoder, null, () => Overfitting.Masked()),
        ["bert with classes"] = ("bert", Encoder, EncoderHead.PreTraining, () => Overfitting.Masked(hasClasses: true)),
        ["bert for classes"] = ("bert", Encoder, EncoderHead.Classification, Overfitting.Classes),
        ["bert for answers"] = ("bert", Encoder, EncoderHead.Reading, Overfitting.Answers),
        ["unilm"] = ("unilm", Encoder, null, Overfitting.Causal),
        ["gpt"] = ("gpt", """ "n_embd": 16, "n_layer": 2, "n_head": 2, "n_positions": 32, "embd_pdrop": DROPOUT, "attn_pdrop": DROPOUT, "resid_pdrop": DROPOUT """, null, Overfitting.Causal),
        ["bart"] = ("bart", """ "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "max_position_embeddings": 32, "dropout": DROPOUT, "attention_dropout": DROPOUT """, null, Overfitting.Pairs),
        ["t5"] = ("t5", """ "d_model": 16, "num_layers": 2, "num_heads": 2, "d_kv": 8, "d_ff": 32, "dropout_rate": DROPOUT """, null, Overfitting.Pairs),
        ["gau-alpha"] = ("gau-alpha", Gau, null, () => Overfitting.Masked()),
        ["gau-alpha for classes"] = ("gau-alpha", Gau, EncoderHead.Classification, Overfitting.Classes),
        ["gau-alpha for answers"] = ("gau-alpha", Gau, EncoderHead.Reading, Overfitting.Answers),
        ["flash-quad"] = ("flash-quad", FlashQuad, null, () => Overfitting.Masked()),
        ["flash-quad for classes"] = ("flash-quad", FlashQuad, EncoderHead.Classification, Overfitting.Classes),
        ["flash"] = ("flash", Flash, null, () => Overfitting.Masked()),
        ["flash from left to right"] = ("flash", $""" "causal": true, {Flash} """, null, Overfitting.Causal),
        ["flash for classes"] = ("flash", Flash, EncoderHead.Classification, Overfitting.Classes),
        ["lstm"] = ("lstm", """ "embedding_size": 16, "hidden_size": 16, "num_layers": 2, "max_position_embeddings": 32 """, null, Overfitting.Causal),
        ["lstm-title"] = ("lstm-title", """ "hidden_size": 16, "num_attention_heads": 2, "max_position_embeddings": 32 """, null, Overfitting.Pairs),
    };

    public static IEnumerable<string> Names => s_networks.Keys;

    /// <summary>A network with weights that a seed decides, in training mode.</summary>
    public static Seq2SeqModel New(string name, double dropout = 0.1)
    {
        const int classes = 3;
        (string architecture, string sizes, EncoderHead? head, _) = s_networks[name];
        string values = sizes.Replace("DROPOUT", dropout.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        manual_seed(5);
        Seq2SeqModel model = ArchitectureCatalog.Create(architecture, $$"""{ "vocab_size": {{Overfitting.VocabularySize}}, {{values}} }""");
        if (head is { } other)
        {
            using Seq2SeqModel plain = model;
            model = ((IEncoderConfig)plain.Configuration).CreateModel(other, classes);
        }

        model.train();
        return model;
    }

    /// <summary>Sixteen samples that the network learns from.</summary>
    public static TrainingSample[] Samples(string name) => s_networks[name].Samples();

    /// <summary>The samples in batches of so many rows.</summary>
    public static PaddedBatch[] Batches(string name, params int[] rows)
    {
        TrainingSample[] samples = Samples(name);
        int taken = 0;
        return [.. rows.Select(count => PaddedBatch.Of(samples[taken..(taken += count)], paddingId: 0))];
    }
}
