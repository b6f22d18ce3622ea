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

    internal ColumnContract Contract(string component, params IEnumerable<string> writes) => new(
        component,
        Reads: [ColumnSpec.Int32s(InputIdsColumn), ColumnSpec.Int32s(WordIdsColumn)],
        Writes: [ColumnSpec.Int32s(InputIdsColumn), ColumnSpec.Int32s(WordIdsColumn), .. writes.Select(ColumnSpec.Int32s)]);

    /// <summary>Damages each row.</summary>
    internal static RowMap Map(string component, ITokenNoise noise) => Map(component, (ids, words, random, sink) =>
    {
        NoisyTokens noisy = noise.Apply(ids, words, random);
        sink.Emit(noisy.Ids, noisy.Words);
    });

    /// <summary>Hands each row on; what the algorithm refuses is told with the number of the row.</summary>
    internal static RowMap Map(string component, TokenMap map) => (row, random, sink) =>
    {
        try
        {
            map(row.Vector<int>(0), row.Vector<int>(1), random, sink);
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"{component} cannot use row {row.Position}: {e.Message}", e);
        }
    };

    internal delegate void TokenMap(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random, RowSink sink);
}
