using System.Reflection;
using Microsoft.ML;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Model zips on disk.</summary>
internal static class ModelFile
{
    /// <summary>The last transformer of a kind in a model; null where it has none.</summary>
    public static TTransformer? Find<TTransformer>(ITransformer model)
        where TTransformer : class, ITransformer => model switch
        {
            TTransformer found => found,
            IEnumerable<ITransformer> chain => chain.OfType<TTransformer>().LastOrDefault(),
            _ => null,
        };

    /// <summary>Loads a model; what a file is that is none is said in one sentence.</summary>
    public static ITransformer Load(MLContext ml, string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no model '{path}'; a pipeline that trains makes one.", path);
        }

        try
        {
            return ml.Model.Load(path, out _);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or IOException or ArgumentException or TargetInvocationException)
        {
            // ML.NET calls what loads a component by reflection, so that its exception comes wrapped.
            Exception inner = e;
            while (inner.InnerException is not null)
            {
                inner = inner.InnerException;
            }

            throw new InvalidDataException($"'{path}' is no model of this library: {inner.Message}", e);
        }
    }
}
