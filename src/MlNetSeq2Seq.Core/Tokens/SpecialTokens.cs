using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>The ids of the special tokens of a vocabulary.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SpecialTokens
{
    /// <summary>Fills the places after the end of a shorter sequence.</summary>
    public required int PaddingId { get; init; }

    /// <summary>Stands for what the vocabulary lacks.</summary>
    public required int UnknownId { get; init; }

    /// <summary>Begins a sequence.</summary>
    public required int ClassificationId { get; init; }

    /// <summary>Ends the source and the target.</summary>
    public required int SeparatorId { get; init; }

    /// <summary>Hides a token.</summary>
    public required int MaskId { get; init; }

    /// <summary>Whether rows begin with <see cref="ClassificationId"/>: those of BERT and BART do, those of GPT-2 and T5 do not.</summary>
    public bool BeginsText { get; init; } = true;

    /// <summary>Whether there is a token that hides others, and not another that stands in for it.</summary>
    [JsonIgnore]
    public bool HasMask => MaskId != UnknownId && MaskId != SeparatorId;

    /// <summary>Looks the special tokens up by name.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="names">How it writes them; null for BERT's names.</param>
    /// <exception cref="InvalidDataException">The vocabulary lacks one of them; the message names it.</exception>
    public static SpecialTokens Of(Vocabulary vocabulary, SpecialTokenNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        names ??= new SpecialTokenNames();
        return new SpecialTokens
        {
            PaddingId = IdOf(names.Padding),
            UnknownId = IdOf(names.Unknown),
            ClassificationId = IdOf(names.Classification),
            SeparatorId = IdOf(names.Separator),
            MaskId = IdOf(names.Mask),
        };

        int IdOf(string name) => vocabulary.TryGetId(name, out int id)
            ? id
            : throw new InvalidDataException($"The vocabulary of {vocabulary.Count} tokens lacks the special token {name}.");
    }

    /// <summary>Whether an id is one of the special tokens.</summary>
    /// <param name="id">The id.</param>
    public bool Contains(int id) =>
        id == PaddingId || id == UnknownId || id == ClassificationId || id == SeparatorId || id == MaskId;

    /// <summary>Whether an id is left out of decoded text: the special tokens but the unknown one, unless that is the end too.</summary>
    internal bool IsLeftOut(int id) => Contains(id) && (id != UnknownId || id == SeparatorId);
}
