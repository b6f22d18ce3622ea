using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>How likely the lengths 1 to N of a run of units are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NgramShape>))]
public enum NgramShape
{
    /// <summary>In proportion to 1/n: 6/11, 3/11, 2/11 for N = 3.</summary>
    Inverse,

    /// <summary>All alike.</summary>
    Uniform,

    /// <summary><see cref="Inverse"/> turned round: the longest is the most likely.</summary>
    FavorLonger,

    /// <summary>Geometric, all that is longer than N counted as N.</summary>
    ClippedGeometric,

    /// <summary>Geometric, restricted to 1 to N and scaled to sum 1.</summary>
    TruncatedGeometric,

    /// <summary>The weights of <see cref="NgramLaw.Weights"/>.</summary>
    Weighted,
}
