using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Whose cleaning of text is followed where the published tokenizers differ.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BertCleaning>))]
public enum BertCleaning
{
    /// <summary>Characters for private use and unassigned ones are removed; letters are made small one by one.</summary>
    HuggingFace,

    /// <summary>
    /// Characters for private use and unassigned ones are kept; a Greek sigma at the end of a word becomes the form for the end.
    /// </summary>
    Google,
}
