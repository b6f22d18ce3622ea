using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// How the folders in which Hugging Face publishes models describe an architecture of ours. A model's folder has a class derived
/// from this one if its files differ in anything from the model's config record and parameter names; it is found by itself.
/// </summary>
internal abstract class PublishedFormat
{
    /// <summary>The name of the architecture in <see cref="ArchitectureCatalog"/>.</summary>
    public abstract string Architecture { get; }

    /// <summary>The <c>model_type</c> of <c>config.json</c>, such as <c>gpt2</c>.</summary>
    public abstract string ModelType { get; }

    /// <summary>
    /// The <c>architectures</c> of <c>config.json</c> that are read, such as <c>GPT2LMHeadModel</c>; the first is the one that is written.
    /// They decide where several formats have one model type.
    /// </summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether a folder with the model type, but no class that any format knows, is of this format.</summary>
    public virtual bool IsDefaultOfModelType => true;

    /// <summary>Makes the JSON of the model's config record of a published one. Members that the record lacks are passed over later.</summary>
    /// <param name="published">The content of <c>config.json</c>; may be changed and returned.</param>
    /// <exception cref="InvalidDataException">It asks for what the model does not compute.</exception>
    public virtual JsonObject ReadConfig(JsonObject published) => published;

    /// <summary>Makes a published config of the JSON of the model's config record; model type and class are added later.</summary>
    /// <param name="own">The JSON of the record; may be changed and returned.</param>
    /// <exception cref="InvalidOperationException">The format cannot describe the model.</exception>
    public virtual JsonObject WriteConfig(JsonObject own) => own;

    /// <summary>How published files name and lay out a model's weights.</summary>
    /// <param name="model">A model of the architecture.</param>
    public virtual WeightNames WeightNames(Seq2SeqModel model) => new() { IsLeftAside = model.IsRedundantWeight };

    /// <summary>Refuses a config that asks for what the model does not compute.</summary>
    /// <param name="config">The published config.</param>
    /// <param name="member">A member; absent means that the default is meant.</param>
    /// <param name="values">What the model computes, as JSON: texts, numbers or truth values.</param>
    protected void Expect(JsonObject config, string member, params JsonNode[] values)
    {
        if (config[member] is { } found && !values.Any(value => JsonNode.DeepEquals(found, value)))
        {
            throw new InvalidDataException(
                $"The config has {member} {found.ToJsonString()}, but the architecture '{Architecture}' computes {string.Join(" or ", values.Select(v => v.ToJsonString()))}.");
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
