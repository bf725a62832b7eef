select enter_embedding_space(:model, :dimension, 'onnx', :at)
