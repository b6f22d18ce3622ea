using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Options of adversarial training by the fast gradient method: each step learns a second time from embeddings that were
/// moved against it. Source: Miyato et al., arXiv 1605.07725, section 3, with the table of embeddings in the place of the
/// embedded text, as is usual.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AdversarialOptions
{
    /// <summary>How far embeddings are moved, as the Euclidean norm over the whole table; above 0 and finite.</summary>
    public double Epsilon { get; init; } = 0.5;

    /// <summary>
    /// A parameter of two dimensions whose name contains one of these is moved; <c>*</c> stands for any characters. The default finds the
    /// tables of tokens of all architectures.
    /// </summary>
    public IReadOnlyList<string> Parameters { get; init; } = ["word_embeddings", "wte.", "shared.", "embed_tokens", "embedding."];
}
