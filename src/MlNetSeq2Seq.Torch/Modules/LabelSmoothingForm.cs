using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Modules;

/// <summary>Over which tokens label smoothing spreads the share that it takes from the label.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelSmoothingForm>))]
public enum LabelSmoothingForm
{
    /// <summary>Over all tokens, the label included. Source: Szegedy et al., arXiv 1512.00567, section 7.</summary>
    Uniform,

    /// <summary>
    /// UniLM's: over all tokens but the label and token 0, as a Kullback-Leibler divergence, which is not 0 at a perfect
    /// fit only by rounding; a label of 0 costs nothing. Source: Dong et al., arXiv 1905.03197, released code.
    /// </summary>
    Unilm,
}
