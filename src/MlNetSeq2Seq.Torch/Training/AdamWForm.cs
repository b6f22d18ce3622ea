using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>The two orders of operations in which AdamW is commonly computed; they differ in the last digits and in what epsilon means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdamWForm>))]
public enum AdamWForm
{
    /// <summary>PyTorch's: weights decay before the update, and epsilon is added to the bias-corrected root.</summary>
    Torch,

    /// <summary>That of transformers 4.x: weights decay after the update, and epsilon is added to the uncorrected root.</summary>
    HuggingFace,
}
