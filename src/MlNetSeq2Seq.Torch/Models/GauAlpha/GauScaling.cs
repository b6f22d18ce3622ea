using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>By what <see cref="GauNormalization.SquaredRelu"/> divides; l is how many keys the query sees. The JSON names are the source's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GauScaling>))]
public enum GauScaling
{
    /// <summary>
    /// relu(a)² / l. differs: HJHGJGHHG/GAU-PyTorch returns the scores themselves under this name, by an oversight;
    /// JunnYu/GAU-alpha-pytorch computes this.
    /// </summary>
    [JsonStringEnumMemberName("n")]
    Length,

    /// <summary>relu(a / l)².</summary>
    [JsonStringEnumMemberName("n^2")]
    SquaredLength,

    /// <summary>relu(a)² / (128 l); the 128 is the source's, whatever the width of keys.</summary>
    [JsonStringEnumMemberName("ns")]
    LengthTimesKeySize,

    /// <summary>relu(a)² / (128 l sum), the sum over the query's relu(a)². differs: 0 where that sum is 0, for which the source has NaN.</summary>
    [JsonStringEnumMemberName("scale")]
    Sum,
}
