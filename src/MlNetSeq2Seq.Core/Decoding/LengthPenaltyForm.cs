using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Decoding;

/// <summary>What the log-probability of a hypothesis is divided by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LengthPenaltyForm>))]
public enum LengthPenaltyForm
{
    /// <summary>Length to the power of the exponent.</summary>
    Power,

    /// <summary>((5 + length) / 6) to the power of the exponent (Wu et al., arXiv:1609.08144, formula 14).</summary>
    Gnmt,
}
