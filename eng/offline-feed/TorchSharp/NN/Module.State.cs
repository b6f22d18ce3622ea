#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters and persistent buffers by name; the tensors themselves, not copies.</summary>
            /// <remarks>A tensor that two sub-modules share stands under both names.</remarks>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string Qualified(string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";

                foreach ((string name, Parameter parameter) in named_parameters())
                {
                    destination.TryAdd(Qualified(name), parameter);
                }

                foreach ((string name, Tensor buffer) in named_buffers(include_nonpersistent: false))
                {
                    destination.TryAdd(Qualified(name), buffer);
                }

                // Once more, child by child: a walk over the whole tree lists a shared tensor under its first name only.
                foreach ((string name, Module child) in _internal_submodules)
                {
                    child.state_dict(destination, Qualified(name));
                }

                return destination;
            }

            /// <summary>Copies the values of <paramref name="source"/> into the parameters and buffers of the same names.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                skip ??= [];
                Dictionary<string, Tensor> destination = state_dict();
                List<string> unexpected = source.Keys.Where(key => !skip.Contains(key) && !destination.ContainsKey(key)).ToList();
                List<string> missing = destination.Keys.Where(key => !skip.Contains(key) && !source.ContainsKey(key)).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                }

                using IDisposable leavesMayBeWritten = no_grad();
                using DisposeScope scope = NewDisposeScope();
                foreach ((string key, Tensor value) in source)
                {
                    if (!skip.Contains(key) && destination.TryGetValue(key, out Tensor? target))
                    {
                        target.copy_(value);
                    }
                }

                return (missing, unexpected);
            }

            /// <summary>Writes the state as a checkpoint.</summary>
            public Module save(string location, IList<string>? skip = null)
            {
                using BinaryWriter writer = new(File.Create(location));
                return save(writer, skip);
            }

            /// <summary>Writes the state as a checkpoint, and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using BinaryWriter writer = new(stream);
                return save(writer, skip);
            }

            /// <summary>Writes the state as a checkpoint.</summary>
            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>Writes tensors by name: their number, then for each its name, element type, shape and elements.</summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                List<KeyValuePair<string, Tensor>> written = sd.Where(entry => skip is null || !skip.Contains(entry.Key)).ToList();
                writer.Encode(written.Count);
                foreach ((string key, Tensor tensor) in written)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            /// <summary>Reads a checkpoint; see <see cref="load(BinaryReader, bool, IList{string}, Dictionary{string, bool})"/>.</summary>
            public virtual Module load(
                string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location))
                {
                    throw new FileNotFoundException(location);
                }

                using BinaryReader reader = new(File.OpenRead(location));
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads a checkpoint, and closes the stream.</summary>
            public Module load(
                Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using BinaryReader reader = new(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads a checkpoint into the parameters and buffers of this module.</summary>
            /// <param name="strict">Whether its names must be exactly those of this module.</param>
            /// <param name="skip">Names whose tensors stay as they are.</param>
            /// <param name="loadedParameters">Receives every name of the checkpoint, and whether this module has it.</param>
            public virtual Module load(
                BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                Dictionary<string, Tensor> state = state_dict();
                long entries = reader.Decode();
                if (strict && entries != state.Count)
                {
                    throw new ArgumentException($"Mismatched state_dict sizes: expected {state.Count}, but found {entries} entries.");
                }

                for (long i = 0; i < entries; i++)
                {
                    string key = reader.ReadString();
                    bool found = state.TryGetValue(key, out Tensor? target);
                    if (strict && !found)
                    {
                        throw new ArgumentException(
                            $"Mismatched module state names: the target modules does not have a submodule or buffer named '{key}'");
                    }

                    if (found && skip?.Contains(key) != true)
                    {
                        target!.Load(reader);
                    }
                    else
                    {
                        // Read all the same, so that the stream stands before the next entry.
                        TensorExtensionMethods.Load(reader, skip: true)?.Dispose();
                    }

                    loadedParameters?.Add(key, found);
                }

                return this;
            }
        }
    }
}
