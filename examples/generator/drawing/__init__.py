"""Pictures of specimens that never were, drawn with polygons, paper and a little noise."""
