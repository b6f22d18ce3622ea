using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// How the folders in which Hugging Face publishes models describe an architecture of ours. A model's folder has a class derived
/// from this one if its files differ in anything from the model's config record and parameter names; it is found by itself.
/// </summary>
internal abstract class PublishedFormat
{
    /// <summary>The member of <c>config.json</c> with the names of the classes.</summary>
    public const string Classes = "architectures";

    private const string Head = "head";
    private const string ClassCount = "num_labels";

    /// <summary>The name of the architecture in <see cref="ArchitectureCatalog"/>.</summary>
    public abstract string Architecture { get; }

    /// <summary>The <c>model_type</c> of <c>config.json</c>, such as <c>gpt2</c>.</summary>
    public abstract string ModelType { get; }

    /// <summary>
    /// The <c>architectures</c> of <c>config.json</c> that are read, such as <c>GPT2LMHeadModel</c>; the first is the one that is written.
    /// They decide where several formats have one model type.
    /// </summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether a folder with this model type, but with no class that any format knows, is of this format.</summary>
    /// <param name="modelType">The model type.</param>
    public virtual bool Reads(string modelType) => modelType == ModelType;

    /// <summary>
    /// Makes the JSON of the model's config record of a published one. Members that the record lacks are passed over later.
    /// </summary>
    /// <param name="published">The content of <c>config.json</c>; may be changed and returned.</param>
    /// <exception cref="InvalidDataException">It asks for what the model does not compute.</exception>
    public virtual JsonObject ReadConfig(JsonObject published) => published;

    /// <summary>Makes a published config of the JSON of the model's config record; model type and class are added later.</summary>
    /// <param name="own">The JSON of the record; may be changed and returned.</param>
    public virtual JsonObject WriteConfig(JsonObject own) => own;

    /// <summary>How published files name and lay out a model's weights.</summary>
    /// <param name="model">A model of the architecture.</param>
    public virtual WeightNames WeightNames(Seq2SeqModel model) => new() { IsLeftAside = model.IsRedundantWeight, IsOptional = Adapter.Owns };

    /// <summary>Other ways in which programs name and lay out the weights, in files that stand alone.</summary>
    public virtual IReadOnlyList<WeightNames> OtherWeightNames => [];

    /// <summary>Adds to the tensors that are written what a published file has and the model has not, such as offsets of zero.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tensors">The tensors by name, laid out as in the model.</param>
    public virtual void Complete(Seq2SeqModel model, Dictionary<string, Tensor> tensors)
    {
    }

    /// <summary>Adds the member <c>head</c> to a published config that lacks it, by the class that it names.</summary>
    /// <param name="config">The published config.</param>
    /// <param name="heads">The classes and their heads.</param>
    protected static void AddHead(JsonObject config, IReadOnlyDictionary<string, EncoderHead> heads)
    {
        if (!config.ContainsKey(Head))
        {
            string? known = (config[Classes] as JsonArray)?.Select(n => n?.ToString())
                .FirstOrDefault(n => n is not null && heads.ContainsKey(n));
            config[Head] = (known is null ? EncoderHead.MaskedLanguageModel : heads[known]).ToString();
        }

        // Hugging Face counts the classes of rows by their names.
        if (!config.ContainsKey(ClassCount) && config["id2label"] is JsonObject names)
        {
            config[ClassCount] = names.Count;
        }
    }

    /// <summary>Adds the class that has the head which a config of ours names.</summary>
    /// <param name="config">The config.</param>
    /// <param name="heads">The classes and their heads; of several with one head the first is taken.</param>
    protected static void AddClass(JsonObject config, IReadOnlyDictionary<string, EncoderHead> heads)
    {
        string head = config[Head]!.GetValue<string>();
        config[Classes] = new JsonArray(heads.First(h => h.Value.ToString() == head).Key);
    }

    /// <summary>Refuses a config that asks for what the model does not compute.</summary>
    /// <param name="config">The published config.</param>
    /// <param name="member">A member; absent means that the default is meant.</param>
    /// <param name="values">What the model computes, as JSON: texts, numbers or truth values.</param>
    protected void Expect(JsonObject config, string member, params JsonNode[] values)
    {
        if (config[member] is { } found && !values.Any(value => JsonNode.DeepEquals(found, value)))
        {
            throw new InvalidDataException(
                $"The config has {member} {found.ToJsonString()}, but the architecture '{Architecture}' computes "
                + $"{string.Join(" or ", values.Select(v => v.ToJsonString()))}.");
        }
    }

    /// <summary>Renames a member of a config; nothing happens where it is absent or the new name is there already.</summary>
    protected static void Rename(JsonObject config, string from, string to)
    {
        if (!config.ContainsKey(to) && config.Remove(from, out JsonNode? value))
        {
            config[to] = value;
        }
    }

    /// <summary>The JSON of a model's config record.</summary>
    public static JsonObject ConfigOf(Seq2SeqModel model) =>
        JsonSerializer.SerializeToNode(model.Configuration, model.Configuration.GetType())!.AsObject();
}
