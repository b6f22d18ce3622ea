using System.Text.Json.Serialization;
using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>What the options of all noises share, each of which takes tokens with their words and gives such tokens again.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public abstract record TokenNoiseOptions
{
    private protected TokenNoiseOptions()
    {
    }

    /// <summary>Token ids, clean where they are read and damaged where they are written; a vector of Int32.</summary>
    public string InputIdsColumn { get; init; } = "InputIds";

    /// <summary>The number of each token's word, -1 for special tokens; a vector of Int32 that is read and written.</summary>
    public string WordIdsColumn { get; init; } = "WordIds";

    /// <summary>Decides the noise, with the pass and the row.</summary>
    public int Seed { get; init; }

    internal ColumnContract Contract(string component, params IEnumerable<ColumnSpec> writes) => new(
        component,
        Reads: [ColumnSpec.Int32s(InputIdsColumn), ColumnSpec.Int32s(WordIdsColumn)],
        Writes: [ColumnSpec.Int32s(InputIdsColumn), ColumnSpec.Int32s(WordIdsColumn), .. writes]);

    /// <summary>Damages each row.</summary>
    internal static RowMap Map(ITokenNoise noise) => (row, random, sink) =>
    {
        NoisyTokens noisy = noise.Apply(row.Vector<int>(0), row.Vector<int>(1), random);
        sink.Emit(noisy.Ids, noisy.Words);
    };
}
