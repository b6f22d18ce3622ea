#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Moves and converts all parameters and buffers of floating point.</summary>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckTarget(dtype);
                CheckTarget(device.type);
                _toEpilog(dtype, device.type == DeviceType.CUDA ? device : new Device(device.type, -1), non_blocking);
                return this;
            }

            /// <summary>Moves all parameters and buffers.</summary>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                CheckTarget(deviceType);
                int index = deviceType == DeviceType.CUDA ? deviceIndex : -1;
                if (deviceType != _deviceType || index != _deviceIndex)
                {
                    _toEpilog(null, new Device(deviceType, index), non_blocking);
                }

                return this;
            }

            /// <summary>Converts all parameters and buffers of floating point.</summary>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckTarget(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            /// <summary>Moves and converts as another tensor is.</summary>
            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>Moves the children, then replaces what this module itself holds, in its fields and properties too.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach ((_, Module child) in named_children())
                {
                    _ = (dtype, device) switch
                    {
                        (null, null) => throw new ArgumentNullException($"{nameof(dtype)} and {nameof(device)} are both null,"),
                        ({ } type, null) => child._to(type, non_blocking),
                        (null, _) => child._to(device.type, device.index, non_blocking),
                        ({ } type, _) => child._to(device, type, non_blocking),
                    };
                }

                Dictionary<string, FieldInfo> fields = FieldsOf(GetType()).ToDictionary(field => field.ComponentName());
                Dictionary<string, PropertyInfo> properties = GetType()
                    .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
                    .ToDictionary(property => property.Name);

                foreach ((string name, Parameter old) in named_parameters(false).ToList())
                {
                    if (!ReplaceParameter(dtype, device, old, out Parameter? replacement))
                    {
                        continue;
                    }

                    if (properties.TryGetValue(name, out PropertyInfo? property))
                    {
                        property.SetValue(this, replacement);
                        continue;
                    }

                    old.Dispose();
                    ConditionallyRegisterParameter(name, replacement);
                    if (fields.TryGetValue(name, out FieldInfo? field))
                    {
                        field.SetValue(this, replacement);
                    }
                }

                foreach ((string name, Tensor old) in named_buffers(false).ToList())
                {
                    if (!ReplaceBuffer(dtype, device, old, out Tensor? replacement))
                    {
                        continue;
                    }

                    if (properties.TryGetValue(name, out PropertyInfo? property))
                    {
                        property.SetValue(this, replacement);
                        continue;
                    }

                    ConditionallyRegisterBuffer(name, replacement);
                    if (fields.TryGetValue(name, out FieldInfo? field))
                    {
                        field.SetValue(this, replacement);
                    }
                }

                if (device is not null)
                {
                    _deviceType = device.type;
                    _deviceIndex = device.index;
                }
            }

            /// <summary>Moves a buffer and disposes the old one; false where nothing is to be done.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                if (!IsElsewhere(buffer, dtype, device))
                {
                    return false;
                }

                result = buffer.to(TargetType(buffer, dtype), device ?? buffer.device, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            /// <summary>Makes a parameter, with its gradient, at the target; false where nothing is to be done. The old one stays.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                if (!IsElsewhere(param, dtype, device))
                {
                    return false;
                }

                // Without gradients: a moved parameter is a leaf, not a result of the move.
                using IDisposable untracked = no_grad();
                ScalarType target = TargetType(param, dtype);
                p = new Parameter(param.to(target, device ?? param.device), param.requires_grad);
                p.DetachFromDisposeScope();
                using Tensor? grad = param.grad;
                if (grad is not null)
                {
                    using Tensor moved = grad.to(target, device ?? param.device);
                    p.grad = moved;
                }

                return true;
            }

            // Modules made by a factory take their place at birth: a given device and type, or the defaults.
            internal T MoveModule<T>(Device? device, ScalarType? dtype) where T : Module
            {
                (Device target, ScalarType type) = GetDefaultDeviceAndType(device, dtype);
                return (T)_to(target, type, false);
            }

            private static bool IsElsewhere(Tensor tensor, ScalarType? dtype, Device? device) =>
                tensor.dtype != TargetType(tensor, dtype) ||
                (device is not null &&
                    (tensor.device_type != device.type || (device.type == DeviceType.CUDA && tensor.device_index != device.index)));

            // Integers and booleans keep their type.
            private static ScalarType TargetType(Tensor tensor, ScalarType? dtype) =>
                dtype is { } type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype;

            private static void CheckTarget(ScalarType dtype)
            {
                if (!torch.is_floating_point(dtype) && dtype is not (ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64))
                {
                    throw new ArgumentException(
                        $"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                }
            }

            private static void CheckTarget(DeviceType deviceType)
            {
                if (deviceType == DeviceType.CUDA && !cuda.is_available())
                {
                    throw new InvalidOperationException("CUDA is not available.");
                }

                InitializeDeviceType(deviceType);
            }
        }
    }
}
