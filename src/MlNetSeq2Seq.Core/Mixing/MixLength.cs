using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Mixing;

/// <summary>How many rows a pass over mixed sources has.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MixLength>))]
public enum MixLength
{
    /// <summary>So many that every row of every source comes at least once; small sources then repeat.</summary>
    EveryRow,

    /// <summary>So many that no row comes twice; large sources are then not read to their end.</summary>
    NoRowTwice,
}
