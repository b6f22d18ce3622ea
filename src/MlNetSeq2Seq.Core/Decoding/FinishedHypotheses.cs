using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Decoding;

/// <summary>What becomes of a hypothesis of a beam that is finished while others are not.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FinishedHypotheses>))]
public enum FinishedHypotheses
{
    /// <summary>
    /// It leaves the beam for a pool of the best finished ones, and its place goes to an unfinished one (Hugging Face, fairseq).
    /// </summary>
    Pooled,

    /// <summary>
    /// It takes a place in the beam for the step in which it ended; all that ever ended, and what the beam holds at the end, are ranked
    /// together (UniLM).
    /// </summary>
    InBeam,

    /// <summary>
    /// The search ends with it if it is the best of its beam; else it is thrown away and the beam has one place less (bert4keras).
    /// </summary>
    Discarded,
}
