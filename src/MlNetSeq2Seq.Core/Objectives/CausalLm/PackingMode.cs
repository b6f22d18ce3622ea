using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>How documents share a row.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PackingMode>))]
public enum PackingMode
{
    /// <summary>Documents stay whole and apart: each has a number and positions from 0, and a token sees its own document alone.</summary>
    SegmentMasked,

    /// <summary>Documents become one running text that is cut wherever a row is full: positions run on, and all sees all before it.</summary>
    Concatenate,
}
