using Microsoft.ML;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Model zips on disk.</summary>
internal static class ModelFile
{
    /// <summary>Saves a model aside and renames it, so that the old zip stays whole until the new one is.</summary>
    public static void Save(MLContext ml, ITransformer model, DataViewSchema schema, string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string aside = full + ".tmp";
        try
        {
            ml.Model.Save(model, schema, aside);
            File.Move(aside, full, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>Loads a model; what a file is that is none is said in one sentence.</summary>
    public static ITransformer Load(MLContext ml, string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no model '{path}'; FinetuneParaphrase makes one.", path);
        }

        try
        {
            return ml.Model.Load(path, out _);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or IOException or ArgumentException)
        {
            Exception inner = e;
            while (inner.InnerException is not null)
            {
                inner = inner.InnerException;
            }

            throw new InvalidDataException($"'{path}' is no model of this library: {inner.Message}", e);
        }
    }
}
