using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>How attention weights are made of scores. The JSON names are those of the published configs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GauNormalization>))]
public enum GauNormalization
{
    /// <summary>
    /// The softmax of scores times ln(l) / ln(512), where l is how many keys the query sees: weights stay as sharp at any length.
    /// Source: ZhuiyiTechnology, GAU-alpha, "softmax_plus".
    /// </summary>
    [JsonStringEnumMemberName("softmax_plus")]
    SoftmaxPlus,

    /// <summary>The plain softmax.</summary>
    [JsonStringEnumMemberName("softmax")]
    Softmax,

    /// <summary>The square of the positive part, scaled by <see cref="GauScaling"/>. Source: Hua et al., arXiv 2202.10447, section 3.2.</summary>
    [JsonStringEnumMemberName("squared_relu")]
    SquaredRelu,
}
