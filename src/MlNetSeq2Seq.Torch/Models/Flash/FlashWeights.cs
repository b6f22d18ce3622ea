using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>What is known of the weights files that the code of FLASH writes.</summary>
public static class FlashWeights
{
    private const string TiedOutput = "cls.predictions.decoder.weight";

    /// <summary>The names of JunnYu/FLASHQuad_pytorch.</summary>
    public static WeightNames Names { get; } = new()
    {
        BodyPrefix = "flash.",
        Tied = new Dictionary<string, string>(StringComparer.Ordinal) { [TiedOutput] = "flash.embeddings.word_embeddings.weight" },
        IsLeftAside = IsTable,
    };

    /// <summary>Whether a tensor of such a file follows from the others or from the config.</summary>
    /// <param name="name">The tensor's name.</param>
    public static bool IsDerived(string name) => name == TiedOutput || IsTable(name);

    // Frequencies of the rotary positions.
    private static bool IsTable(string name) => name.EndsWith("rotary_pos_emb.freqs", StringComparison.Ordinal);
}
